// Command procfs prints what github.com/prometheus/procfs reads below a directory, as JSON.
package main

import (
	"encoding/json"
	"log"
	"os"

	"github.com/prometheus/procfs"
)

func main() {
	fs, err := procfs.NewFS(os.Args[1])
	check("the directory", err)
	// Counters are read as those of a process.
	process, err := fs.Proc(1)
	check("process 1", err)
	all := map[string]interface{}{}
	add := func(name string, value interface{}, err error) {
		check(name, err)
		all[name] = value
	}
	tcp, err := fs.NetTCP()
	add("tcp", tcp, err)
	tcp6, err := fs.NetTCP6()
	add("tcp6", tcp6, err)
	udp, err := fs.NetUDP()
	add("udp", udp, err)
	udp6, err := fs.NetUDP6()
	add("udp6", udp6, err)
	unix, err := fs.NetUNIX()
	add("unix", unix, err)
	dev, err := fs.NetDev()
	add("dev", dev, err)
	arp, err := fs.GatherARPEntries()
	add("arp", arp, err)
	sockstat, err := fs.NetSockstat()
	add("sockstat", sockstat, err)
	sockstat6, err := fs.NetSockstat6()
	add("sockstat6", sockstat6, err)
	softnet, err := fs.NetSoftnetStat()
	add("softnet_stat", softnet, err)
	protocols, err := fs.NetProtocols()
	add("protocols", protocols, err)
	netstat, err := process.Netstat()
	add("netstat", netstat, err)
	snmp, err := process.Snmp()
	add("snmp", snmp, err)
	snmp6, err := process.Snmp6()
	add("snmp6", snmp6, err)
	check("the output", json.NewEncoder(os.Stdout).Encode(all))
}

func check(what string, err error) {
	if err != nil {
		log.Fatalf("%s: %v", what, err)
	}
}
