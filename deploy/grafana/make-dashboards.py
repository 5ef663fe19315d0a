#!/usr/bin/env python3
"""Writes Procnet's two Grafana dashboards: what is here in a line a panel is long in Grafana's JSON.

make-dashboards.py          writes procnet-service.json and procnet-stacks.json beside this script
make-dashboards.py --check  writes nothing; exits 1 if a file is not what would be written
"""

import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
WIDTH = 24
HEIGHT = 8

SERVER = 'job="$job",instance=~"$instance"'
STACK = 'job="$job",stack=~"$stack"'
DEVICE = STACK + ',device=~"$device"'


def rate(metric, labels):
    return f"rate({metric}{{{labels}}}[$__rate_interval])"


def panel(title, unit, *queries, kind="timeseries", width=8):
    """A panel; each query is an expression and its legend."""
    return {"title": title, "unit": unit, "queries": queries, "kind": kind, "width": width}


SERVICE = [
    ("Now", [
        panel("Servers up", "short", (f"sum(up{{{SERVER}}})", "up"), kind="stat", width=4),
        panel("Stacks", "short", (f"sum(procnet_stacks{{{SERVER}}})", "stacks"), kind="stat", width=4),
        panel("Watches", "short", (f"sum(procnet_watchers{{{SERVER}}})", "watches"), kind="stat", width=4),
        panel("Calls a second", "reqps",
              (f"sum({rate('grpc_server_processing_duration_seconds_count', SERVER)})", "calls"),
              kind="stat", width=4),
        panel("Versions", "short",
              (f"count by (version, commit) (procnet_build_info{{{SERVER}}})", "{{version}} {{commit}}"),
              kind="stat", width=8),
    ]),
    ("Calls", [
        panel("Calls by method", "reqps",
              (f"sum by (method) ({rate('grpc_server_processing_duration_seconds_count', SERVER)})", "{{method}}")),
        panel("Time of calls with one answer", "s",
              *((f"histogram_quantile({quantile}, sum by (le) ("
                 + rate("grpc_server_processing_duration_seconds_bucket", SERVER + ',method_type="UNARY"')
                 + "))", name)
                for quantile, name in ((0.5, "median"), (0.9, "90 %"), (0.99, "99 %")))),
        panel("Calls that failed", "reqps",
              (f"sum by (method, reason) ({rate('procnet_rpc_errors_total', SERVER)})", "{{method}} {{reason}}")),
        panel("Messages", "short",
              (f"sum ({rate('grpc_server_requests_received_messages_total', SERVER)})", "received"),
              (f"sum ({rate('grpc_server_responses_sent_messages_total', SERVER)})", "sent")),
        panel("Watches", "short",
              (f"procnet_watchers{{{SERVER}}}", "{{instance}}"),
              (rate("procnet_slow_watchers_cut_total", SERVER), "cut a second, {{instance}}")),
        panel("Imports", "short",
              (f"procnet_imports{{{SERVER}}}", "go on"),
              (f"procnet_imports_limit{{{SERVER}}}", "limit"),
              (rate("procnet_import_failures_total", SERVER), "{{reason}} a second")),
    ]),
    ("Net files", [
        panel("Files opened", "reqps",
              (f"topk(10, sum by (file) ({rate('procnet_net_file_render_seconds_count', SERVER)}))", "{{file}}")),
        panel("Time to make a file", "s",
              (f"topk(10, sum by (file) ({rate('procnet_net_file_render_seconds_sum', SERVER)})"
               f" / (sum by (file) ({rate('procnet_net_file_render_seconds_count', SERVER)}) > 0))", "{{file}}")),
        panel("Bytes made", "Bps",
              (f"topk(10, sum by (file) ({rate('procnet_net_file_rendered_bytes_total', SERVER)}))", "{{file}}")),
    ]),
    ("Process", [
        panel("Processors used", "short", (rate("process_cpu_seconds_total", SERVER), "{{instance}}")),
        panel("Memory", "bytes",
              (f"process_resident_memory_bytes{{{SERVER}}}", "resident, {{instance}}"),
              (f'sum by (instance) (jvm_memory_used_bytes{{{SERVER},area="heap"}})', "heap, {{instance}}")),
        panel("File descriptors", "short",
              (f"process_open_fds{{{SERVER}}}", "open, {{instance}}"),
              (f"process_max_fds{{{SERVER}}}", "limit, {{instance}}")),
        panel("Time in garbage collection", "percentunit",
              (f"sum by (instance) ({rate('jvm_gc_pause_seconds_sum', SERVER)})", "{{instance}}")),
        panel("Quota of stacks used", "percentunit",
              (f"procnet_stacks{{{SERVER}}} / procnet_stacks_limit{{{SERVER}}}", "{{instance}}")),
        panel("Scrapes", "short",
              (rate("procnet_metrics_series_left_out_total", SERVER), "series left out a second"),
              (rate("procnet_metrics_scrapes_refused_total", SERVER), "refused a second")),
    ]),
]

STACKS = [
    ("Stacks", [
        panel("Revision", "short", (f"procnet_stack_revision{{{STACK}}}", "{{stack}}")),
        panel("Since the last change", "s",
              (f"time() - procnet_stack_snapshot_timestamp_seconds{{{STACK}}}", "{{stack}}")),
        panel("Mutations", "ops", (rate("procnet_stack_mutations_total", STACK), "{{stack}}")),
        panel("Sockets", "short", (f"procnet_stack_sockets{{{STACK}}}", "{{stack}}")),
        panel("Watches and waiting reads", "short", (f"procnet_stack_subscribers{{{STACK}}}", "{{stack}}")),
        panel("Routers", "short", (f"node_netstat_Ip_Forwarding{{{STACK}}} == 1", "{{stack}}")),
    ]),
    ("Interfaces", [
        panel("Received", "Bps", (rate("node_network_receive_bytes_total", DEVICE), "{{stack}} {{device}}")),
        panel("Sent", "Bps", (rate("node_network_transmit_bytes_total", DEVICE), "{{stack}} {{device}}")),
        panel("Packets", "pps",
              (rate("node_network_receive_packets_total", DEVICE), "received, {{stack}} {{device}}"),
              (rate("node_network_transmit_packets_total", DEVICE), "sent, {{stack}} {{device}}")),
        panel("Errors and drops", "pps",
              *((rate(f"node_network_{way}_{what}_total", DEVICE), f"{way} {what}, {{{{stack}}}} {{{{device}}}}")
                for way in ("receive", "transmit") for what in ("errs", "drop"))),
        panel("Up", "short", (f"node_network_carrier{{{DEVICE}}}", "{{stack}} {{device}}")),
        panel("Neighbours", "short", (f"node_arp_entries{{{DEVICE}}}", "{{stack}} {{device}}")),
    ]),
    ("TCP", [
        panel("Sockets by state", "short",
              (f"sum by (stack, state) (node_tcp_connection_states{{{STACK},state!~'.*_bytes'}})",
               "{{stack}} {{state}}")),
        panel("Bytes in queues", "bytes",
              (f"sum by (stack, state) (node_tcp_connection_states{{{STACK},state=~'.*_bytes'}})",
               "{{stack}} {{state}}")),
        panel("Segments", "pps",
              (rate("node_netstat_Tcp_InSegs", STACK), "in, {{stack}}"),
              (rate("node_netstat_Tcp_OutSegs", STACK), "out, {{stack}}")),
        panel("Opens", "ops",
              (rate("node_netstat_Tcp_ActiveOpens", STACK), "active, {{stack}}"),
              (rate("node_netstat_Tcp_PassiveOpens", STACK), "passive, {{stack}}")),
        panel("What goes wrong", "pps",
              *((rate(f"node_netstat_{name}", STACK), f"{name}, {{{{stack}}}}")
                for name in ("Tcp_RetransSegs", "Tcp_InErrs", "Tcp_OutRsts", "TcpExt_ListenDrops",
                             "TcpExt_ListenOverflows", "TcpExt_TCPTimeouts"))),
        panel("Memory", "bytes", (f"node_sockstat_TCP_mem_bytes{{{STACK}}}", "{{stack}}")),
    ]),
    ("UDP, ICMP and tables", [
        panel("UDP", "pps",
              (rate("node_netstat_Udp_InDatagrams", STACK), "in, {{stack}}"),
              (rate("node_netstat_Udp_OutDatagrams", STACK), "out, {{stack}}"),
              (rate("node_netstat_Udp_InErrors", STACK), "errors, {{stack}}"),
              (rate("node_netstat_Udp_NoPorts", STACK), "no port, {{stack}}")),
        panel("UDP queues", "bytes", (f"node_udp_queues{{{STACK}}}", "{{stack}} {{ip}} {{queue}}")),
        panel("ICMP", "pps",
              (rate("node_netstat_Icmp_InMsgs", STACK), "in, {{stack}}"),
              (rate("node_netstat_Icmp_OutMsgs", STACK), "out, {{stack}}")),
        panel("Tracked connections", "short", (f"node_nf_conntrack_entries{{{STACK}}}", "{{stack}}")),
        panel("Sockets in use", "short", (f"node_sockstat_sockets_used{{{STACK}}}", "{{stack}}")),
        panel("Packets by processor", "pps", (rate("node_softnet_processed_total", STACK), "{{stack}} cpu {{cpu}}")),
    ]),
]


def target(index, expression, legend):
    return {
        "datasource": {"type": "prometheus", "uid": "${datasource}"},
        "expr": expression,
        "legendFormat": legend,
        "refId": chr(ord("A") + index),
    }


def grafana_panel(number, x, y, given):
    return {
        "id": number,
        "type": given["kind"],
        "title": given["title"],
        "datasource": {"type": "prometheus", "uid": "${datasource}"},
        "gridPos": {"x": x, "y": y, "w": given["width"], "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": given["unit"]}, "overrides": []},
        "targets": [target(i, expression, legend) for i, (expression, legend) in enumerate(given["queries"])],
    }


def row(number, y, title):
    return {
        "id": number, "type": "row", "title": title, "collapsed": False, "panels": [],
        "gridPos": {"x": 0, "y": y, "w": WIDTH, "h": 1},
    }


def laid_out(rows):
    """All panels, from left to right and from top to bottom."""
    panels = []
    y = 0
    for title, given in rows:
        panels.append(row(len(panels) + 1, y, title))
        y += 1
        x = 0
        for each in given:
            if x + each["width"] > WIDTH:
                x = 0
                y += HEIGHT
            panels.append(grafana_panel(len(panels) + 1, x, y, each))
            x += each["width"]
        y += HEIGHT
    return panels


def variable(name, query, several=True):
    return {
        "name": name,
        "type": "query",
        "datasource": {"type": "prometheus", "uid": "${datasource}"},
        "query": {"query": query, "refId": name},
        "refresh": 2,
        "sort": 1,
        "multi": several,
        "includeAll": several,
        "current": {"text": "All", "value": "$__all"} if several else {},
    }


def dashboard(uid, title, rows, variables):
    source = {"name": "datasource", "label": "Data source", "type": "datasource", "query": "prometheus"}
    return {
        "uid": uid,
        "title": title,
        "tags": ["procnet"],
        "schemaVersion": 39,
        "editable": True,
        "refresh": "30s",
        "time": {"from": "now-1h", "to": "now"},
        "timezone": "",
        "annotations": {"list": []},
        "templating": {"list": [source] + variables},
        "panels": laid_out(rows),
    }


DASHBOARDS = {
    "procnet-service.json": dashboard("procnet-service", "Procnet service", SERVICE, [
        variable("job", "label_values(procnet_build_info, job)", several=False),
        variable("instance", 'label_values(procnet_build_info{job="$job"}, instance)'),
    ]),
    "procnet-stacks.json": dashboard("procnet-stacks", "Procnet stacks", STACKS, [
        variable("job", "label_values(procnet_stack_revision, job)", several=False),
        variable("stack", 'label_values(procnet_stack_revision{job="$job"}, stack)'),
        variable("device", 'label_values(node_network_up{job="$job",stack=~"$stack"}, device)'),
    ]),
}


def main(arguments):
    if arguments in (["-h"], ["--help"]):
        print(__doc__)
        return 0
    if arguments not in ([], ["--check"]):
        print(f"make-dashboards: got {' '.join(arguments)!r}, expected nothing or --check", file=sys.stderr)
        return 2
    old = []
    for name, content in DASHBOARDS.items():
        text = json.dumps(content, indent=2) + "\n"
        file = HERE / name
        if not arguments:
            file.write_text(text, encoding="utf-8")
        elif not file.exists() or file.read_text(encoding="utf-8") != text:
            old.append(name)
    if old:
        print(f"make-dashboards: not as this script writes them: {', '.join(old)}", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
