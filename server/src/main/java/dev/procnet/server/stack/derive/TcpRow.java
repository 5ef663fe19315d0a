package dev.procnet.server.stack.derive;

import dev.procnet.server.stack.Mutation.NewSocket;
import dev.procnet.server.stack.SocketDefaults;
import dev.procnet.server.stack.TcpSocket;
import dev.procnet.server.stack.TcpSocket.Form;
import dev.procnet.server.stack.TcpState;
import dev.procnet.server.stack.TcpTimer;

/** A TCP socket in the making. */
final class TcpRow {

  /** TCP_TIMEWAIT_LEN, in hundredths of a second. */
  static final long TIME_WAIT_TICKS = 6000;

  /** TCP_TIMEOUT_INIT. */
  static final long FIRST_TIMEOUT = 100;

  /** TCP_RTO_MIN, what a connection has once a round trip was measured on a fast link. */
  private static final long MEASURED_TIMEOUT = 20;

  private static final int INITIAL_WINDOW = 10;
  private static final int MINI_REFERENCES = 3;

  private final long id;
  private final boolean destroying;
  private final long revision;
  private final Endpoint local;
  private final Endpoint remote;
  private final int slot;
  private long inode;
  private int uid;
  private int references;
  private TcpState state;
  private Form form;
  private int txQueue;
  private int rxQueue;
  private TcpTimer timer;
  private long timerExpires;
  private int retransmits;
  private int probes;
  private long retransmitTimeout;
  private long ackTimeout;
  private int quickAck;
  private int congestionWindow;
  private int slowStartThreshold;

  private TcpRow(TcpSocket old) {
    id = old.id();
    destroying = old.destroying();
    revision = old.revision();
    local = new Endpoint(old.local(), old.localPort());
    remote = new Endpoint(old.remote(), old.remotePort());
    slot = old.slot();
    inode = old.inode();
    uid = old.uid();
    references = old.referenceCount();
    state = old.state();
    form = old.form();
    txQueue = old.txQueue();
    rxQueue = old.rxQueue();
    timer = old.timer();
    timerExpires = old.timerExpires();
    retransmits = old.retransmits();
    probes = old.probes();
    retransmitTimeout = old.retransmitTimeout();
    ackTimeout = old.ackTimeout();
    quickAck = old.quickAck();
    congestionWindow = old.congestionWindow();
    slowStartThreshold = old.slowStartThreshold();
  }

  private TcpRow(NewSocket context, long inode, TcpState state, Endpoint local, Endpoint remote) {
    boolean linux = context.profile().isLinux();
    boolean measured = state == TcpState.ESTABLISHED;
    id = context.id();
    destroying = false;
    revision = 0;
    this.inode = inode;
    this.state = state;
    this.local = local;
    this.remote = remote;
    slot = SocketDefaults.slot(context.profile(), inode);
    form = Form.FULL;
    references = 1;
    timer = TcpTimer.NONE;
    retransmitTimeout = linux ? (measured ? MEASURED_TIMEOUT : FIRST_TIMEOUT) : 0;
    congestionWindow = linux ? INITIAL_WINDOW : 0;
    slowStartThreshold = linux && state == TcpState.LISTEN ? 0 : -1;
  }

  static TcpRow of(TcpSocket old) {
    return new TcpRow(old);
  }

  /** One as it is right after it came into that state. */
  static TcpRow fresh(
      NewSocket context, long inode, TcpState state, Endpoint local, Endpoint remote) {
    return new TcpRow(context, inode, state, local, remote);
  }

  TcpRow state(TcpState newState) {
    state = newState;
    return this;
  }

  TcpRow owner(int newUid, long newInode) {
    uid = newUid;
    inode = newInode;
    return this;
  }

  TcpRow receiveQueue(int bytes) {
    rxQueue = bytes;
    return this;
  }

  TcpRow addReferences(int delta) {
    references += delta;
    return this;
  }

  /** Nobody holds it any more. */
  TcpRow orphan() {
    inode = 0;
    return this;
  }

  /** All that was sent is acknowledged. */
  TcpRow acknowledged() {
    txQueue = 0;
    timer = TcpTimer.NONE;
    timerExpires = 0;
    retransmits = 0;
    return this;
  }

  /** So much more is sent and not acknowledged. The retransmission timer runs. */
  TcpRow unacknowledged(int bytes) {
    txQueue += bytes;
    return timer(TcpTimer.RETRANSMIT, retransmitTimeout);
  }

  TcpRow timer(TcpTimer newTimer, long ticks) {
    timer = newTimer;
    timerExpires = ticks;
    return this;
  }

  /** The retransmission timer fired: it is doubled, to 120 seconds at most (TCP_RTO_MAX). */
  TcpRow retransmitted() {
    retransmits++;
    retransmitTimeout = Math.min(retransmitTimeout * 2, 12_000);
    return timer(TcpTimer.RETRANSMIT, retransmitTimeout);
  }

  TcpRow probed() {
    probes++;
    return this;
  }

  /** As a connection request of a listener: struct request_sock. */
  TcpRow request(int newUid) {
    uid = newUid;
    references = 0;
    timer(TcpTimer.RETRANSMIT, FIRST_TIMEOUT);
    return shortForm(Form.REQUEST);
  }

  /** As struct inet_timewait_sock, which has neither owner nor queues, for a minute. */
  TcpRow mini(TcpState newState) {
    state = newState;
    inode = 0;
    uid = 0;
    references = MINI_REFERENCES;
    txQueue = 0;
    rxQueue = 0;
    retransmits = 0;
    probes = 0;
    timer(TcpTimer.TIME_WAIT, TIME_WAIT_TICKS);
    return shortForm(Form.MINI);
  }

  /** The forms that have no congestion columns. */
  private TcpRow shortForm(Form newForm) {
    form = newForm;
    retransmitTimeout = 0;
    ackTimeout = 0;
    quickAck = 0;
    congestionWindow = 0;
    slowStartThreshold = 0;
    return this;
  }

  TcpSocket build() {
    return new TcpSocket(
        id,
        inode,
        uid,
        references,
        destroying,
        revision,
        local.address(),
        local.port(),
        remote.address(),
        remote.port(),
        state,
        form,
        txQueue,
        rxQueue,
        timer,
        timerExpires,
        retransmits,
        probes,
        retransmitTimeout,
        ackTimeout,
        quickAck,
        congestionWindow,
        slowStartThreshold,
        slot);
  }
}
