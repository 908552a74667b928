# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603, BGP
# Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
# Paste into a terminal, or upload it and use /import
/ip firewall address-list add list="vpn-0a41c7e95d2b8f603-aws" address=172.31.0.0/16 comment="vpn-0a41c7e95d2b8f603"
/ip firewall address-list add list="vpn-0a41c7e95d2b8f603-aws" address=10.99.0.0/24 comment="vpn-0a41c7e95d2b8f603"

# Tunnel 1 to 203.0.113.21
/interface bridge add name=aws100 protocol-mode=none comment="vpn-0a41c7e95d2b8f603"
/ip address add address=169.254.31.66/30 interface=aws100 comment="vpn-0a41c7e95d2b8f603"
/ip ipsec profile add name="vpn-0a41c7e95d2b8f603-1" enc-algorithm=aes-256 hash-algorithm=sha512 dh-group=ecp521 lifetime=28800s dpd-interval=10s dpd-maximum-failures=3 nat-traversal=no proposal-check=obey
/ip ipsec peer add name="vpn-0a41c7e95d2b8f603-1" address=203.0.113.21/32 exchange-mode=ike2 profile="vpn-0a41c7e95d2b8f603-1" local-address=192.0.2.77 disabled=no comment="vpn-0a41c7e95d2b8f603"
/ip ipsec identity add peer="vpn-0a41c7e95d2b8f603-1" auth-method=pre-shared-key secret="vjASde5KgyNdHocfCBeqfLCd5Mhp" my-id=address:192.0.2.77 remote-id=address:203.0.113.21 generate-policy=no comment="vpn-0a41c7e95d2b8f603"
/ip ipsec proposal add name="vpn-0a41c7e95d2b8f603-1" enc-algorithms=aes-256-gcm auth-algorithms="" pfs-group=ecp521 lifetime=3600s
/ip ipsec policy add peer="vpn-0a41c7e95d2b8f603-1" proposal="vpn-0a41c7e95d2b8f603-1" src-address=169.254.31.66/32 dst-address=169.254.31.65/32 tunnel=yes action=encrypt level=require comment="vpn-0a41c7e95d2b8f603-1"
/ip ipsec policy add peer="vpn-0a41c7e95d2b8f603-1" proposal="vpn-0a41c7e95d2b8f603-1" src-address=0.0.0.0/0 dst-address=172.31.0.0/16 tunnel=yes action=encrypt level=require disabled=no comment="vpn-0a41c7e95d2b8f603-1-networks"
/ip ipsec policy add peer="vpn-0a41c7e95d2b8f603-1" proposal="vpn-0a41c7e95d2b8f603-1" src-address=0.0.0.0/0 dst-address=10.99.0.0/24 tunnel=yes action=encrypt level=require disabled=no comment="vpn-0a41c7e95d2b8f603-1-networks"

# Tunnel 2 to 203.0.113.28
/interface bridge add name=aws101 protocol-mode=none comment="vpn-0a41c7e95d2b8f603"
/ip address add address=169.254.31.134/30 interface=aws101 comment="vpn-0a41c7e95d2b8f603"
/ip ipsec profile add name="vpn-0a41c7e95d2b8f603-2" enc-algorithm=aes-256 hash-algorithm=sha512 dh-group=ecp521 lifetime=28800s dpd-interval=10s dpd-maximum-failures=3 nat-traversal=no proposal-check=obey
/ip ipsec peer add name="vpn-0a41c7e95d2b8f603-2" address=203.0.113.28/32 exchange-mode=ike2 profile="vpn-0a41c7e95d2b8f603-2" local-address=192.0.2.77 disabled=no comment="vpn-0a41c7e95d2b8f603"
/ip ipsec identity add peer="vpn-0a41c7e95d2b8f603-2" auth-method=pre-shared-key secret="RRNdMNAdpcL7itBjKhMuL5UmgNMR" my-id=address:192.0.2.77 remote-id=address:203.0.113.28 generate-policy=no comment="vpn-0a41c7e95d2b8f603"
/ip ipsec proposal add name="vpn-0a41c7e95d2b8f603-2" enc-algorithms=aes-256-gcm auth-algorithms="" pfs-group=ecp521 lifetime=3600s
/ip ipsec policy add peer="vpn-0a41c7e95d2b8f603-2" proposal="vpn-0a41c7e95d2b8f603-2" src-address=169.254.31.134/32 dst-address=169.254.31.133/32 tunnel=yes action=encrypt level=require comment="vpn-0a41c7e95d2b8f603-2"
/ip ipsec policy add peer="vpn-0a41c7e95d2b8f603-2" proposal="vpn-0a41c7e95d2b8f603-2" src-address=0.0.0.0/0 dst-address=172.31.0.0/16 tunnel=yes action=encrypt level=require disabled=yes comment="vpn-0a41c7e95d2b8f603-2-networks"
/ip ipsec policy add peer="vpn-0a41c7e95d2b8f603-2" proposal="vpn-0a41c7e95d2b8f603-2" src-address=0.0.0.0/0 dst-address=10.99.0.0/24 tunnel=yes action=encrypt level=require disabled=yes comment="vpn-0a41c7e95d2b8f603-2-networks"

# TCP within the tunnels' MTU
/ip firewall mangle add chain=forward action=clear-df dst-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=out,ipsec comment="vpn-0a41c7e95d2b8f603"
/ip firewall mangle add chain=forward action=change-mss new-mss=1406 passthrough=yes protocol=tcp tcp-flags=syn tcp-mss=1407-65535 dst-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=out,ipsec comment="vpn-0a41c7e95d2b8f603"
/ip firewall mangle add chain=forward action=change-mss new-mss=1406 passthrough=yes protocol=tcp tcp-flags=syn tcp-mss=1407-65535 src-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603"

# No NAT for what goes to AWS; its established connections are kept from fasttrack, which would bypass IPsec
:if ([:len [/ip firewall nat find where chain=srcnat and !dynamic]] > 0) do={ /ip firewall nat add chain=srcnat action=accept dst-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=out,ipsec comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall nat find where chain=srcnat and !dynamic] 0] } else={ /ip firewall nat add chain=srcnat action=accept dst-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=out,ipsec comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=forward and !dynamic]] > 0) do={ /ip firewall filter add chain=forward action=accept connection-state=established,related dst-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=out,ipsec comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=forward and !dynamic] 0] } else={ /ip firewall filter add chain=forward action=accept connection-state=established,related dst-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=out,ipsec comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=forward and !dynamic]] > 0) do={ /ip firewall filter add chain=forward action=accept connection-state=established,related src-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=forward and !dynamic] 0] } else={ /ip firewall filter add chain=forward action=accept connection-state=established,related src-address-list="vpn-0a41c7e95d2b8f603-aws" ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" }

# IKE and ESP from AWS; inside the tunnels BGP and ICMP from AWS's end
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.21 comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.21 comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.21 comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.21 comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.31.65 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.31.65 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=tcp dst-port=179 src-address=169.254.31.65 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=tcp dst-port=179 src-address=169.254.31.65 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.28 comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.28 comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.28 comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.28 comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.31.133 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.31.133 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=tcp dst-port=179 src-address=169.254.31.133 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=tcp dst-port=179 src-address=169.254.31.133 ipsec-policy=in,ipsec comment="vpn-0a41c7e95d2b8f603" }

# Networks announced to AWS and accepted from it
/ip firewall address-list add list="vpn-0a41c7e95d2b8f603-local" address=10.20.0.0/16 comment="vpn-0a41c7e95d2b8f603"
/ip route add dst-address=10.20.0.0/16 blackhole distance=254 comment="vpn-0a41c7e95d2b8f603"
/ip firewall address-list add list="vpn-0a41c7e95d2b8f603-local" address=10.21.4.0/22 comment="vpn-0a41c7e95d2b8f603"
/ip route add dst-address=10.21.4.0/22 blackhole distance=254 comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-1-out" rule="if (dst == 10.20.0.0/16) { accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-1-out" rule="if (dst == 10.21.4.0/22) { accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-1-out" rule="reject" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-1-in" rule="if (dst in 172.31.0.0/16) { accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-1-in" rule="if (dst in 10.99.0.0/24) { accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-1-in" rule="reject" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-2-out" rule="if (dst == 10.20.0.0/16) { set bgp-path-prepend 3; accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-2-out" rule="if (dst == 10.21.4.0/22) { set bgp-path-prepend 3; accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-2-out" rule="reject" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-2-in" rule="if (dst in 172.31.0.0/16) { set bgp-local-pref 50; accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-2-in" rule="if (dst in 10.99.0.0/24) { set bgp-local-pref 50; accept }" comment="vpn-0a41c7e95d2b8f603"
/routing filter rule add chain="vpn-0a41c7e95d2b8f603-2-in" rule="reject" comment="vpn-0a41c7e95d2b8f603"
/routing bgp instance add name="vpn-0a41c7e95d2b8f603" as=65040
/routing bgp connection add name="vpn-0a41c7e95d2b8f603-1" instance="vpn-0a41c7e95d2b8f603" local.role=ebgp local.address=169.254.31.66 remote.address=169.254.31.65 remote.as=64512 hold-time=30s keepalive-time=10s input.filter="vpn-0a41c7e95d2b8f603-1-in" input.limit-process-routes-ipv4=5000 output.filter-chain="vpn-0a41c7e95d2b8f603-1-out" output.network="vpn-0a41c7e95d2b8f603-local" comment="vpn-0a41c7e95d2b8f603"
/routing bgp connection add name="vpn-0a41c7e95d2b8f603-2" instance="vpn-0a41c7e95d2b8f603" local.role=ebgp local.address=169.254.31.134 remote.address=169.254.31.133 remote.as=64512 hold-time=30s keepalive-time=10s input.filter="vpn-0a41c7e95d2b8f603-2-in" input.limit-process-routes-ipv4=5000 output.filter-chain="vpn-0a41c7e95d2b8f603-2-out" output.network="vpn-0a41c7e95d2b8f603-local" comment="vpn-0a41c7e95d2b8f603"

# Watch the tunnels, and keep them up; tunnel 1 carries the traffic while it works
/tool netwatch add name="vpn-0a41c7e95d2b8f603-1" host=169.254.31.65 src-address=169.254.31.66 type=icmp interval=10s packet-count=5 packet-interval=1s thr-avg=1s thr-stdev=1s thr-max=2s thr-jitter=2s down-script=":log warning \"vpn-0a41c7e95d2b8f603: tunnel 2 carries the traffic\"; /ip ipsec policy disable [find comment=\"vpn-0a41c7e95d2b8f603-1-networks\"]; /ip ipsec policy enable [find comment=\"vpn-0a41c7e95d2b8f603-2-networks\"]" up-script=":log warning \"vpn-0a41c7e95d2b8f603: tunnel 1 carries the traffic\"; /ip ipsec policy disable [find comment=\"vpn-0a41c7e95d2b8f603-2-networks\"]; /ip ipsec policy enable [find comment=\"vpn-0a41c7e95d2b8f603-1-networks\"]" comment="vpn-0a41c7e95d2b8f603"
/tool netwatch add name="vpn-0a41c7e95d2b8f603-2" host=169.254.31.133 src-address=169.254.31.134 type=icmp interval=10s packet-count=5 packet-interval=1s thr-avg=1s thr-stdev=1s thr-max=2s thr-jitter=2s comment="vpn-0a41c7e95d2b8f603"
