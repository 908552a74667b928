@echo off
rem AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: removal, Windows Server 2008 R2
schtasks /delete /f /tn "vpn-0d17f4c82a6e95b3c-keepalive"
rem Tunnel 1
netsh advfirewall consec delete rule name="vpn-0d17f4c82a6e95b3c-1"
netsh advfirewall mainmode delete rule name="vpn-0d17f4c82a6e95b3c-1"
rem Tunnel 2
netsh advfirewall consec delete rule name="vpn-0d17f4c82a6e95b3c-2"
netsh advfirewall mainmode delete rule name="vpn-0d17f4c82a6e95b3c-2"
netsh advfirewall firewall delete rule name="vpn-0d17f4c82a6e95b3c-esp"
netsh advfirewall firewall delete rule name="vpn-0d17f4c82a6e95b3c-ike"
