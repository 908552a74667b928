# AWS Site-to-Site VPN vpn-0e63a9d58b1c72f4d, static routes
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# Paste into a terminal, or upload it and use /import
/ip firewall address-list add list="vpn-0e63a9d58b1c72f4d-aws" address=172.31.0.0/16 comment="vpn-0e63a9d58b1c72f4d"
/ip firewall address-list add list="vpn-0e63a9d58b1c72f4d-aws" address=10.99.0.0/24 comment="vpn-0e63a9d58b1c72f4d"

# Tunnel 1 to 203.0.113.141
/interface bridge add name=aws102 protocol-mode=none comment="vpn-0e63a9d58b1c72f4d"
/ip address add address=169.254.99.102/30 interface=aws102 comment="vpn-0e63a9d58b1c72f4d"
/ip ipsec profile add name="vpn-0e63a9d58b1c72f4d-1" enc-algorithm=aes-256 hash-algorithm=sha512 dh-group=ecp521 lifetime=28800s dpd-interval=10s dpd-maximum-failures=3 nat-traversal=no proposal-check=obey
/ip ipsec peer add name="vpn-0e63a9d58b1c72f4d-1" address=203.0.113.141/32 exchange-mode=ike2 profile="vpn-0e63a9d58b1c72f4d-1" local-address=192.0.2.93 disabled=no comment="vpn-0e63a9d58b1c72f4d-1"
/ip ipsec identity add peer="vpn-0e63a9d58b1c72f4d-1" auth-method=pre-shared-key secret="AgFRAdneoDkhwPdgaMjKgyQbe8oQ" my-id=address:192.0.2.93 remote-id=address:203.0.113.141 generate-policy=no comment="vpn-0e63a9d58b1c72f4d"
/ip ipsec proposal add name="vpn-0e63a9d58b1c72f4d-1" enc-algorithms=aes-256-gcm auth-algorithms=null pfs-group=ecp521 lifetime=3600s
/ip ipsec policy add peer="vpn-0e63a9d58b1c72f4d-1" proposal="vpn-0e63a9d58b1c72f4d-1" src-address=169.254.99.102/32 dst-address=169.254.99.101/32 tunnel=yes action=encrypt level=require comment="vpn-0e63a9d58b1c72f4d-1"
/ip ipsec policy add peer="vpn-0e63a9d58b1c72f4d-1" proposal="vpn-0e63a9d58b1c72f4d-1" src-address=0.0.0.0/0 dst-address=172.31.0.0/16 tunnel=yes action=encrypt level=require disabled=no comment="vpn-0e63a9d58b1c72f4d-1-networks"
/ip ipsec policy add peer="vpn-0e63a9d58b1c72f4d-1" proposal="vpn-0e63a9d58b1c72f4d-1" src-address=0.0.0.0/0 dst-address=10.99.0.0/24 tunnel=yes action=encrypt level=require disabled=no comment="vpn-0e63a9d58b1c72f4d-1-networks"

# Tunnel 2 to 203.0.113.148
/interface bridge add name=aws103 protocol-mode=none comment="vpn-0e63a9d58b1c72f4d"
/ip address add address=169.254.99.134/30 interface=aws103 comment="vpn-0e63a9d58b1c72f4d"
/ip ipsec profile add name="vpn-0e63a9d58b1c72f4d-2" enc-algorithm=aes-256 hash-algorithm=sha512 dh-group=ecp521 lifetime=28800s dpd-interval=10s dpd-maximum-failures=3 nat-traversal=no proposal-check=obey
/ip ipsec peer add name="vpn-0e63a9d58b1c72f4d-2" address=203.0.113.148/32 exchange-mode=ike2 profile="vpn-0e63a9d58b1c72f4d-2" local-address=192.0.2.93 disabled=yes comment="vpn-0e63a9d58b1c72f4d-2"
/ip ipsec identity add peer="vpn-0e63a9d58b1c72f4d-2" auth-method=pre-shared-key secret="zjRrxPyFhh7GEFFufjgYwYrF6VkJ" my-id=address:192.0.2.93 remote-id=address:203.0.113.148 generate-policy=no comment="vpn-0e63a9d58b1c72f4d"
/ip ipsec proposal add name="vpn-0e63a9d58b1c72f4d-2" enc-algorithms=aes-256-gcm auth-algorithms=null pfs-group=ecp521 lifetime=3600s
/ip ipsec policy add peer="vpn-0e63a9d58b1c72f4d-2" proposal="vpn-0e63a9d58b1c72f4d-2" src-address=169.254.99.134/32 dst-address=169.254.99.133/32 tunnel=yes action=encrypt level=require comment="vpn-0e63a9d58b1c72f4d-2"
/ip ipsec policy add peer="vpn-0e63a9d58b1c72f4d-2" proposal="vpn-0e63a9d58b1c72f4d-2" src-address=0.0.0.0/0 dst-address=172.31.0.0/16 tunnel=yes action=encrypt level=require disabled=yes comment="vpn-0e63a9d58b1c72f4d-2-networks"
/ip ipsec policy add peer="vpn-0e63a9d58b1c72f4d-2" proposal="vpn-0e63a9d58b1c72f4d-2" src-address=0.0.0.0/0 dst-address=10.99.0.0/24 tunnel=yes action=encrypt level=require disabled=yes comment="vpn-0e63a9d58b1c72f4d-2-networks"

# TCP within the tunnels' MTU
/ip firewall mangle add chain=forward action=clear-df dst-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=out,ipsec comment="vpn-0e63a9d58b1c72f4d"
/ip firewall mangle add chain=forward action=change-mss new-mss=1406 passthrough=yes protocol=tcp tcp-flags=syn tcp-mss=1407-65535 dst-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=out,ipsec comment="vpn-0e63a9d58b1c72f4d"
/ip firewall mangle add chain=forward action=change-mss new-mss=1406 passthrough=yes protocol=tcp tcp-flags=syn tcp-mss=1407-65535 src-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=in,ipsec comment="vpn-0e63a9d58b1c72f4d"

# No NAT for what goes to AWS; its established connections are kept from fasttrack, which would bypass IPsec
:if ([:len [/ip firewall nat find where chain=srcnat and !dynamic]] > 0) do={ /ip firewall nat add chain=srcnat action=accept dst-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=out,ipsec comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall nat find where chain=srcnat and !dynamic] 0] } else={ /ip firewall nat add chain=srcnat action=accept dst-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=out,ipsec comment="vpn-0e63a9d58b1c72f4d" }
:if ([:len [/ip firewall filter find where chain=forward and !dynamic]] > 0) do={ /ip firewall filter add chain=forward action=accept connection-state=established,related dst-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=out,ipsec comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=forward and !dynamic] 0] } else={ /ip firewall filter add chain=forward action=accept connection-state=established,related dst-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=out,ipsec comment="vpn-0e63a9d58b1c72f4d" }
:if ([:len [/ip firewall filter find where chain=forward and !dynamic]] > 0) do={ /ip firewall filter add chain=forward action=accept connection-state=established,related src-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=in,ipsec comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=forward and !dynamic] 0] } else={ /ip firewall filter add chain=forward action=accept connection-state=established,related src-address-list="vpn-0e63a9d58b1c72f4d-aws" ipsec-policy=in,ipsec comment="vpn-0e63a9d58b1c72f4d" }

# IKE and ESP from AWS; inside the tunnels ICMP from AWS's end
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.141 comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.141 comment="vpn-0e63a9d58b1c72f4d" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.141 comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.141 comment="vpn-0e63a9d58b1c72f4d" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.99.101 ipsec-policy=in,ipsec comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.99.101 ipsec-policy=in,ipsec comment="vpn-0e63a9d58b1c72f4d" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.148 comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=udp dst-port=500,4500 src-address=203.0.113.148 comment="vpn-0e63a9d58b1c72f4d" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.148 comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=ipsec-esp src-address=203.0.113.148 comment="vpn-0e63a9d58b1c72f4d" }
:if ([:len [/ip firewall filter find where chain=input and !dynamic]] > 0) do={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.99.133 ipsec-policy=in,ipsec comment="vpn-0e63a9d58b1c72f4d" place-before=[:pick [/ip firewall filter find where chain=input and !dynamic] 0] } else={ /ip firewall filter add chain=input action=accept protocol=icmp src-address=169.254.99.133 ipsec-policy=in,ipsec comment="vpn-0e63a9d58b1c72f4d" }

# A way out for traffic to AWS that is not the default route; the policies choose the tunnel
/ip route add dst-address=172.31.0.0/16 gateway=169.254.99.101 comment="vpn-0e63a9d58b1c72f4d"
/ip route add dst-address=10.99.0.0/24 gateway=169.254.99.101 comment="vpn-0e63a9d58b1c72f4d"

# Watch the tunnels, and keep them up; tunnel 1 carries the traffic while it works
/system scheduler add name="vpn-0e63a9d58b1c72f4d-1" interval=10s on-event=":local up [/ping 169.254.99.101 src-address=169.254.99.102 count=3]; :local active [:len [/ip ipsec policy find where comment=\"vpn-0e63a9d58b1c72f4d-1-networks\" and disabled=no]]; :if ((\$up = 0) && (\$active > 0)) do={ :log warning \"vpn-0e63a9d58b1c72f4d: tunnel 2 carries the traffic\"; /ip ipsec peer enable [find comment=\"vpn-0e63a9d58b1c72f4d-2\"]; /ip ipsec policy disable [find comment=\"vpn-0e63a9d58b1c72f4d-1-networks\"]; /ip ipsec policy enable [find comment=\"vpn-0e63a9d58b1c72f4d-2-networks\"] }; :if ((\$up > 0) && (\$active = 0)) do={ :log warning \"vpn-0e63a9d58b1c72f4d: tunnel 1 carries the traffic\"; /ip ipsec peer enable [find comment=\"vpn-0e63a9d58b1c72f4d-1\"]; /ip ipsec policy disable [find comment=\"vpn-0e63a9d58b1c72f4d-2-networks\"]; /ip ipsec policy enable [find comment=\"vpn-0e63a9d58b1c72f4d-1-networks\"]; /ip ipsec peer disable [find comment=\"vpn-0e63a9d58b1c72f4d-2\"] }" comment="vpn-0e63a9d58b1c72f4d"
/tool netwatch add host=169.254.99.133 interval=5s comment="vpn-0e63a9d58b1c72f4d"
