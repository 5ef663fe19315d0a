package dev.procnet.client.cli.ss;

import com.google.common.base.Splitter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/** The words of iproute2 for ethertypes (lib/ll_proto.c) and netlink protocols (nl_protos). */
final class SsProtocols {

  private static final Map<Integer, String> ETHER_TYPES = etherTypes();
  private static final Map<Integer, String> NETLINK = netlink();

  private SsProtocols() {}

  /** {@code ip}, {@code [4660]} for one without a name. */
  static String etherType(int number, boolean numeric) {
    String name = numeric ? null : ETHER_TYPES.get(number);
    return name == null ? "[" + number + "]" : name;
  }

  /** Empty: neither a name nor a hexadecimal number. */
  static OptionalInt etherType(String name) {
    if (name.equals("ipv4")) {
      return OptionalInt.of(0x0800);
    }
    for (Map.Entry<Integer, String> entry : ETHER_TYPES.entrySet()) {
      if (entry.getValue().equalsIgnoreCase(name)) {
        return OptionalInt.of(entry.getKey());
      }
    }
    OptionalInt number = CNumbers.parseInt("0x" + name.replaceFirst("^0[xX]", ""));
    return number.isPresent() && number.getAsInt() <= 0xffff ? number : OptionalInt.empty();
  }

  /** {@code rtnl}, {@code 17} for one without a name. */
  static String netlink(int number, boolean numeric) {
    String name = numeric ? null : NETLINK.get(number);
    return name == null ? Integer.toString(number) : name;
  }

  /** Empty: neither a name nor a number up to 255. */
  static OptionalInt netlink(String name) {
    for (Map.Entry<Integer, String> entry : NETLINK.entrySet()) {
      if (entry.getValue().equals(name)) {
        return OptionalInt.of(entry.getKey());
      }
    }
    OptionalInt number = CNumbers.parseInt(name);
    return number.isPresent() && number.getAsInt() >> 8 == 0 ? number : OptionalInt.empty();
  }

  private static Map<Integer, String> netlink() {
    Map<Integer, String> names = new LinkedHashMap<>();
    String[] first = {
      "rtnl",
      "unused",
      "usersock",
      "fw",
      "tcpdiag",
      "nflog",
      "xfrm",
      "selinux",
      "iscsi",
      "audit",
      "fiblookup",
      "connector",
      "nft",
      "ip6fw",
      "dec-rt",
      "uevent",
      "genl"
    };
    for (int i = 0; i < first.length; i++) {
      names.put(i, first[i]);
    }
    names.put(18, "scsi-trans");
    names.put(19, "ecryptfs");
    names.put(20, "rdma");
    names.put(21, "crypto");
    return names;
  }

  private static Map<Integer, String> etherTypes() {
    Map<Integer, String> names = new LinkedHashMap<>();
    String table =
        "0060 loop 0200 pup 0201 pupat 0800 ip 0805 x25 0806 arp 08ff bpq 0a00 ieeepup"
            + " 0a01 ieeepupat 6000 dec 6001 dna_dl 6002 dna_rc 6003 dna_rt 6004 lat 6005 diag"
            + " 6006 cust 6007 sca 8035 rarp 809b atalk 80f3 aarp 8137 ipx 86dd ipv6"
            + " 8863 ppp_disc 8864 ppp_ses 884c atmmpoa 8884 atmfate 0001 802_3 0002 ax25"
            + " 0003 all 0004 802_2 0005 snap 0006 ddcmp 0007 wan_ppp 0008 ppp_mp"
            + " 0009 localtalk 000c can 0010 ppptalk 0011 tr_802_2 0015 mobitex 0016 control"
            + " 0017 irda 0018 econet 88ca tipc 8892 profinet 88a2 aoe 88a4 ethercat"
            + " 8100 802.1Q 88a8 802.1ad 8847 mpls_uc 8848 mpls_mc 6558 teb 88cc LLDP";
    Iterator<String> words = Splitter.on(' ').split(table).iterator();
    while (words.hasNext()) {
      names.put(Integer.parseInt(words.next(), 16), words.next());
    }
    return names;
  }
}
