# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: removal
#Requires -RunAsAdministrator
schtasks.exe /delete /f /tn 'vpn-0d17f4c82a6e95b3c-keepalive'

# Tunnel 1
Disconnect-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-1' -Force
Remove-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-1' -Force

# Tunnel 2
Disconnect-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-2' -Force
Remove-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-2' -Force

Remove-NetFirewallRule -Name 'vpn-0d17f4c82a6e95b3c-esp', 'vpn-0d17f4c82a6e95b3c-ike'
