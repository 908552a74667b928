# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: removal, Windows Server 2012 R2 and later
#Requires -RunAsAdministrator
schtasks.exe /delete /f /tn 'vpn-0d17f4c82a6e95b3c-keepalive'

# Tunnel 1
Remove-NetIPsecRule -IPsecRuleName 'vpn-0d17f4c82a6e95b3c-1'
Remove-NetIPsecMainModeRule -Name 'vpn-0d17f4c82a6e95b3c-1'
Remove-NetIPsecQuickModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-1'
Remove-NetIPsecPhase1AuthSet -Name 'vpn-0d17f4c82a6e95b3c-1'
Remove-NetIPsecMainModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-1'

# Tunnel 2
Remove-NetIPsecRule -IPsecRuleName 'vpn-0d17f4c82a6e95b3c-2'
Remove-NetIPsecMainModeRule -Name 'vpn-0d17f4c82a6e95b3c-2'
Remove-NetIPsecQuickModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-2'
Remove-NetIPsecPhase1AuthSet -Name 'vpn-0d17f4c82a6e95b3c-2'
Remove-NetIPsecMainModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-2'

Remove-NetFirewallRule -Name 'vpn-0d17f4c82a6e95b3c-esp', 'vpn-0d17f4c82a6e95b3c-ike'
