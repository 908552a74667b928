# 2026-11-20 09:14:07 by RouterOS 7.16.2
# software id = AAAA-0000
#
# model = CCR2004-1G-12S+2XS
/interface bridge
add comment=aws name=bridge-one protocol-mode=none
add comment=aws name=bridge-two protocol-mode=none
/ip address
add address=169.254.20.6/30 comment=aws interface=bridge-one \
    network=169.254.20.4
add address=169.254.20.10/30 comment=aws interface=bridge-two \
    network=169.254.20.8
/ip firewall address-list
add address=10.80.0.0/16 comment=aws list=\
    aws-aws
add address=192.168.50.0/24 comment=aws list=\
    aws-local
/ip firewall filter
add action=accept chain=forward comment=aws \
    connection-state=established,related dst-address-list=\
    aws-aws ipsec-policy=out,ipsec
add action=accept chain=forward comment=aws \
    connection-state=established,related ipsec-policy=in,ipsec \
    src-address-list=aws-aws
add action=accept chain=input comment=aws dst-port=500,4500 \
    protocol=udp src-address=203.0.113.21
add action=accept chain=input comment=aws protocol=ipsec-esp \
    src-address=203.0.113.21
add action=accept chain=input comment=aws ipsec-policy=\
    in,ipsec protocol=icmp src-address=169.254.20.5
add action=accept chain=input comment=aws dst-port=179 \
    ipsec-policy=in,ipsec protocol=tcp src-address=169.254.20.5
add action=accept chain=input comment=aws dst-port=500,4500 \
    protocol=udp src-address=203.0.113.87
add action=accept chain=input comment=aws protocol=ipsec-esp \
    src-address=203.0.113.87
add action=accept chain=input comment=aws ipsec-policy=\
    in,ipsec protocol=icmp src-address=169.254.20.9
add action=accept chain=input comment=aws dst-port=179 \
    ipsec-policy=in,ipsec protocol=tcp src-address=169.254.20.9
/ip firewall mangle
add action=clear-df chain=forward comment=aws \
    dst-address-list=aws-aws ipsec-policy=out,ipsec
add action=change-mss chain=forward comment=aws \
    dst-address-list=aws-aws ipsec-policy=out,ipsec new-mss=\
    1406 passthrough=yes protocol=tcp tcp-flags=syn tcp-mss=1407-65535
add action=change-mss chain=forward comment=aws \
    ipsec-policy=in,ipsec new-mss=1406 passthrough=yes protocol=tcp \
    src-address-list=aws-aws tcp-flags=syn tcp-mss=\
    1407-65535
/ip firewall nat
add action=accept chain=srcnat comment=aws dst-address-list=\
    aws-aws ipsec-policy=out,ipsec
/ip ipsec identity
add comment=aws my-id=address:192.0.2.10 peer=\
    aws-one remote-id=address:203.0.113.21 secret=\
    Example_Key.1.not.for.any.use
add comment=aws my-id=address:192.0.2.10 peer=\
    aws-two remote-id=address:203.0.113.87 secret=\
    Example_Key.2.not.for.any.use
/ip ipsec peer
add address=203.0.113.21/32 comment=aws exchange-mode=ike2 \
    local-address=192.0.2.10 name=aws-one profile=\
    aws-one
add address=203.0.113.87/32 comment=aws exchange-mode=ike2 \
    local-address=192.0.2.10 name=aws-two profile=\
    aws-two
/ip ipsec policy
add comment=aws-one dst-address=169.254.20.5/32 peer=\
    aws-one proposal=aws-one src-address=\
    169.254.20.6/32 tunnel=yes
add comment=aws-one-networks dst-address=10.80.0.0/16 peer=\
    aws-one proposal=aws-one src-address=\
    0.0.0.0/0 tunnel=yes
add comment=aws-two dst-address=169.254.20.9/32 peer=\
    aws-two proposal=aws-two src-address=\
    169.254.20.10/32 tunnel=yes
add comment=aws-two-networks disabled=yes dst-address=\
    10.80.0.0/16 peer=aws-two proposal=aws-two \
    src-address=0.0.0.0/0 tunnel=yes
/ip ipsec profile
set [ find default=yes ] dh-group=modp2048
add dh-group=ecp521 dpd-interval=10s dpd-maximum-failures=3 enc-algorithm=\
    aes-256 hash-algorithm=sha512 lifetime=8h name=aws-one \
    nat-traversal=no
add dh-group=ecp521 dpd-interval=10s dpd-maximum-failures=3 enc-algorithm=\
    aes-256 hash-algorithm=sha512 lifetime=8h name=aws-two \
    nat-traversal=no
/ip ipsec proposal
add auth-algorithms="" enc-algorithms=aes-256-gcm lifetime=1h name=\
    aws-one pfs-group=ecp521
add auth-algorithms="" enc-algorithms=aes-256-gcm lifetime=1h name=\
    aws-two pfs-group=ecp521
/routing bgp connection
add comment=aws hold-time=30s input.filter=\
    aws-one-in .limit-process-routes-ipv4=5000 instance=\
    aws keepalive-time=10s local.address=169.254.20.6 .role=\
    ebgp name=aws-one output.filter-chain=\
    aws-one-out .network=aws-local \
    remote.address=169.254.20.5 .as=64620
add comment=aws hold-time=30s input.filter=\
    aws-two-in .limit-process-routes-ipv4=5000 instance=\
    aws keepalive-time=10s local.address=169.254.20.10 \
    .role=ebgp name=aws-two output.filter-chain=\
    aws-two-out .network=aws-local \
    remote.address=169.254.20.9 .as=64620
/routing bgp instance
add as=65021 name=aws
/routing filter rule
add chain=aws-one-out comment=aws rule="if\
    \_(dst == 192.168.50.0/24) { accept }"
add chain=aws-one-out comment=aws rule=\
    reject
add chain=aws-one-in comment=aws rule="if\
    \_(dst in 10.80.0.0/16) { accept }"
add chain=aws-one-in comment=aws rule=reject
add chain=aws-two-out comment=aws rule="if\
    \_(dst == 192.168.50.0/24) { set bgp-path-prepend 3; accept }"
add chain=aws-two-out comment=aws rule=\
    reject
add chain=aws-two-in comment=aws rule="if\
    \_(dst in 10.80.0.0/16) { set bgp-local-pref 50; accept }"
add chain=aws-two-in comment=aws rule=reject
/tool netwatch
add comment=aws down-script=":log warning\
    \_\"aws: tunnel 2 carries the traffic\"; /ip ipsec\
    \_policy disable [find comment=\"aws-one-networks\"]; /ip\
    \_ipsec policy enable [find comment=\"aws-two-networks\"]" \
    host=169.254.20.5 name=aws-one packet-count=5 \
    packet-interval=1s src-address=169.254.20.6 thr-avg=1s thr-jitter=2s \
    thr-max=2s thr-stdev=1s type=icmp up-script=":log warning\
    \_\"aws: tunnel 1 carries the traffic\"; /ip ipsec\
    \_policy disable [find comment=\"aws-two-networks\"]; /ip\
    \_ipsec policy enable [find comment=\"aws-one-networks\"]"
add comment=aws host=169.254.20.9 name=\
    aws-two packet-count=5 packet-interval=1s src-address=\
    169.254.20.10 thr-avg=1s thr-jitter=2s thr-max=2s thr-stdev=1s type=icmp
