@echo off
rem AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c, static routes, Windows Server 2008 R2
rem Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
rem The longest packet that fits the tunnels has 1438 bytes, the largest TCP MSS is 1398
netsh advfirewall firewall add rule name="vpn-0d17f4c82a6e95b3c-ike" dir=in action=allow protocol=udp localport=500,4500 remoteip=203.0.113.121,203.0.113.128
netsh advfirewall firewall add rule name="vpn-0d17f4c82a6e95b3c-esp" dir=in action=allow protocol=50 remoteip=203.0.113.121,203.0.113.128
rem Tunnel 1: AWS endpoint 203.0.113.121
netsh advfirewall mainmode add rule name="vpn-0d17f4c82a6e95b3c-1" mmsecmethods=ecdhp384:aes256-sha384 mmkeylifetime=480min,0sess endpoint1=192.0.2.93 endpoint2=203.0.113.121 auth1=computerpsk auth1psk="s9i5C8LsWBxU9zpjfmjpTpaG6Nmr"
netsh advfirewall consec add rule name="vpn-0d17f4c82a6e95b3c-1" enable=yes profile=any type=static mode=tunnel localtunnelendpoint=192.0.2.93 remotetunnelendpoint=203.0.113.121 endpoint1=192.168.0.0/16 endpoint2=10.20.0.0/16 protocol=any action=requireinclearout auth1=computerpsk auth1psk="s9i5C8LsWBxU9zpjfmjpTpaG6Nmr" qmsecmethods=ESP:SHA256-AES256+60min+2147483647kb exemptipsecprotectedconnections=no applyauthz=no qmpfs=ecdhp384
rem Tunnel 2: AWS endpoint 203.0.113.128
netsh advfirewall mainmode add rule name="vpn-0d17f4c82a6e95b3c-2" mmsecmethods=ecdhp384:aes256-sha384 mmkeylifetime=480min,0sess endpoint1=192.0.2.93 endpoint2=203.0.113.128 auth1=computerpsk auth1psk="tajBKyQMviV7HQSUYdE828U4LAAA"
netsh advfirewall consec add rule name="vpn-0d17f4c82a6e95b3c-2" enable=yes profile=any type=static mode=tunnel localtunnelendpoint=192.0.2.93 remotetunnelendpoint=203.0.113.128 endpoint1=192.168.0.0/16 endpoint2=10.20.0.0/16 protocol=any action=requireinclearout auth1=computerpsk auth1psk="tajBKyQMviV7HQSUYdE828U4LAAA" qmsecmethods=ESP:SHA256-AES256+60min+2147483647kb exemptipsecprotectedconnections=no applyauthz=no qmpfs=ecdhp384
rem Keepalive: a ping each second, started anew each minute
schtasks /create /f /tn "vpn-0d17f4c82a6e95b3c-keepalive" /ru SYSTEM /sc minute /mo 1 /tr "ping.exe -n 58 10.20.1.10"
rem Settings of the server; restart it afterwards
reg add HKLM\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters /v EnableDeadGWDetect /t REG_DWORD /d 1 /f
