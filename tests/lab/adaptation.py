# SPDX-License-Identifier: ISC
# What the lab changes around the rendered files, which themselves stay as they
# are, and why.  Each scene names those that it used; the report prints them.
TABLE = {
    "userland-esp": (
        "charon loads kernel-libipsec",
        "The kernel may have no ESP (CONFIG_INET_ESP) and no XFRM interfaces. ESP then runs in charon and always in UDP, so native ESP is not proven; nor are the replay window, which is 128 packets in kernel-libipsec whatever charon was told, nor copy_df, nor traps, which should bring a tunnel back after a refusal: kernel-libipsec has none.",
    ),
    "tun-buffer": (
        "the number of bytes that charon reads from its TUN is made 1500 in its memory, at both ends",
        "kernel-libipsec reads 1400 bytes whatever the interface's MTU is, and cuts off the rest; nothing sets it.",
    ),
    "tun-for-xfrm": (
        "charon's TUN is renamed to the tunnel interface's name before the rendered script runs; an idle TUN takes the old name",
        "The script leaves an interface that is there; the interface's creation is not proven, and of if_id that the SA and the script have the same. charon refuses a child when it finds no interface of the old name for its route.",
    ),
    "charon-per-tunnel": (
        "one charon for each tunnel; each includes the rendered swanctl.conf whole and sets start_action = none for the other tunnel",
        "kernel-libipsec has one TUN for each charon and knows no if_id, and both tunnels have the same selectors.",
    ),
    "no-rule-220": (
        "the routing rule of preference 220 is deleted",
        "kernel-libipsec puts a route for the selectors, here everything, into table 220, install_routes or not; IKE would loop.",
    ),
    "retransmit": (
        "charon.retransmit_tries = 2, retransmit_timeout = 1",
        "charon gives a silent peer up after 165 seconds; shortened, so that recovery is seen in time. BGP's own timers are as rendered.",
    ),
    "ports": (
        "the second charon takes any port for IKE",
        "Two processes cannot share UDP 500 and 4500 of one address.",
    ),
    "host-bird": (
        "a bird.conf with router id, device, kernel and a static route of the host's own includes the rendered file",
        "The profile leaves these to the host; the route must not be announced.",
    ),
    "host-direct": (
        "bird.conf has a protocol direct for IPv6, too",
        "Without it BIRD's route that originates the site's network, a blackhole of metric 32, goes before the kernel's own of metric 256 where both are of one prefix, and the site is cut off (the control bird-ipv6-bare). The profile does not say so.",
    ),
    "host-frr": (
        "zebra, staticd and bgpd start without configuration; vtysh -f reads the rendered file",
        "As the file's head says.",
    ),
    "starter": (
        "one starter for each tunnel, with a /run of its own; it includes the rendered ipsec.conf whole and sets auto = add for the other tunnel; UDP 500 and 4500 are held back until the TUNs have their names",
        "As charon for each tunnel; the starter's files have fixed names. vici is loaded beside stroke, for the lab's questions.",
    ),
    "mark": (
        "the mark has no effect",
        "kernel-libipsec knows no marks, so VTI's key is proven to be the SA's mark and no more. charon does not tell the replay window that it read in ipsec.conf.",
    ),
    "short-lifetimes": (
        "rekey_time and life_time of seconds in a file that includes the rendered one",
        "AWS's shortest lifetime is 900 seconds.",
    ),
    "nat": (
        "a router between the gateway and the Internet translates its address",
        "The scenario's purpose.",
    ),
}
