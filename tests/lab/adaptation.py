# SPDX-License-Identifier: ISC
# What the lab changes around the rendered files, which themselves stay as they
# are, and why.  Each scene names those that it used; the report prints them.
TABLE = {
    "userland-esp": (
        "charon loads kernel-libipsec",
        "The kernel may have no ESP (CONFIG_INET_ESP) and no XFRM interfaces. ESP then runs in charon and always in UDP, so native ESP is not proven; nor are the replay window, which is 128 packets in kernel-libipsec whatever charon was told, nor copy_df, nor are traps, which bring a tunnel back after a refusal: kernel-libipsec has none (tests/scripts/strongswan-refusal.sh proves them).",
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
        "bird.conf has a protocol direct of its own",
        "The scenario's purpose: the rendered file has one for the site's networks, and both are there.",
    ),
    "metric": (
        "the site's connected route has the kernel metric 100",
        "The scenario's purpose: NetworkManager gives such routes, and BIRD's have 32.",
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
    "stand-in": (
        "the lab's own charon for each tunnel, configured from the descriptor, in the place of the device's IKE",
        "The device's IKE can't install an ESP SA on this kernel, or does not exist here. Proven are its script and its routing over such links, not its IKE.",
    ),
    "pluto-unpacked": (
        "pluto runs from where Debian's package was unpacked, with an empty NSS database and ipsec.conf and ipsec.secrets that include the rendered files",
        "The package conflicts with strongSwan's.",
    ),
    "no-xfrm-interface": (
        "beside each rendered connection, which pluto refuses, an heir of it (also=) with ipsec-interface=no",
        "The kernel has no XFRM interfaces, without which pluto loads no connection that names one.",
    ),
    "tun-for-sec": (
        "TUNs stand in the place of OpenBSD's sec interfaces",
        "Linux has none; both daemons look for the names.",
    ),
    "iked-aead": (
        "nothing; iked prints no suite of the child",
        "iked built for Linux leaves a child with AES-GCM out of its policy, since Linux's PF_KEY has none. Proven of it is that it is parsed.",
    ),
    "sec-addresses": (
        "the lab gives the inside addresses",
        "The rendered script writes hostname.if files for OpenBSD's netstart; of it only the command status runs.",
    ),
    "lab-addresses": (
        "the lab gives the tunnel interfaces their inside addresses",
        "The device's own management makes its interfaces, from a worksheet; they are not proven.",
    ),
    "host-bgpd": (
        "a bgpd.conf of the AS and network statements in the rendered file's head, and an include of it",
        "As the file's head says.",
    ),
    "no-depend": (
        "after it was seen to wait: the included copy of bgpd.conf has no depend on secN",
        "bgpd 7.7 on Linux never learns the state of an interface, so that the session would stay Idle for ever. Proven of the statement is that it is parsed.",
    ),
    "no-fib": (
        "routes are read in bgpd's RIB",
        "OpenBGPD on Linux does not set the kernel's routes, so packets between the hosts are not proven.",
    ),
    "certificates": (
        "certificates and keys of a CA of the lab's own lie in x509, x509ca and private beside the file that swanctl is given, or in an /etc/ipsec.d of the scene's own",
        "swanctl --file looks there, and in /etc/swanctl without it.",
    ),
    "nat": (
        "a router between the gateway and the Internet translates its address",
        "The scenario's purpose.",
    ),
}
