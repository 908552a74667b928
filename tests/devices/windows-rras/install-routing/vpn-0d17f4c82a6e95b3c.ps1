# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c, static routes, Windows Server 2012 R2 and later
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# The longest packet that fits the tunnels has 1438 bytes, the largest TCP MSS is 1398
#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
$local = '192.168.0.0/16'
$aws = '10.20.0.0/16'

# LAN routing
Install-WindowsFeature -Name Routing -IncludeManagementTools
Install-RemoteAccess -VpnType RoutingOnly

# IKE and ESP from AWS
New-NetFirewallRule -Name 'vpn-0d17f4c82a6e95b3c-ike' -DisplayName 'vpn-0d17f4c82a6e95b3c-ike' -Direction Inbound -Action Allow -Protocol UDP -LocalPort 500, 4500 -RemoteAddress '203.0.113.121', '203.0.113.128'
New-NetFirewallRule -Name 'vpn-0d17f4c82a6e95b3c-esp' -DisplayName 'vpn-0d17f4c82a6e95b3c-esp' -Direction Inbound -Action Allow -Protocol 50 -RemoteAddress '203.0.113.121', '203.0.113.128'

# Tunnel 1: AWS endpoint 203.0.113.121
$proposal = New-NetIPsecMainModeCryptoProposal -Encryption AES256 -Hash SHA384 -KeyExchange DH20
New-NetIPsecMainModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-1' -DisplayName 'vpn-0d17f4c82a6e95b3c-1' -Proposal $proposal -MaxMinutes 480 -MaxSessions 0
$proposal = New-NetIPsecAuthProposal -Machine -PreSharedKey 's9i5C8LsWBxU9zpjfmjpTpaG6Nmr'
New-NetIPsecPhase1AuthSet -Name 'vpn-0d17f4c82a6e95b3c-1' -DisplayName 'vpn-0d17f4c82a6e95b3c-1' -Proposal $proposal
New-NetIPsecMainModeRule -Name 'vpn-0d17f4c82a6e95b3c-1' -DisplayName 'vpn-0d17f4c82a6e95b3c-1' -Profile Any -MainModeCryptoSet 'vpn-0d17f4c82a6e95b3c-1' -Phase1AuthSet 'vpn-0d17f4c82a6e95b3c-1' -LocalAddress '192.0.2.93' -RemoteAddress '203.0.113.121'
$proposal = New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -Encryption AES256 -ESPHash SHA256 -MaxMinutes 60 -MaxKiloBytes 2147483647
New-NetIPsecQuickModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-1' -DisplayName 'vpn-0d17f4c82a6e95b3c-1' -Proposal $proposal -PerfectForwardSecrecyGroup DH20
New-NetIPsecRule -IPsecRuleName 'vpn-0d17f4c82a6e95b3c-1' -DisplayName 'vpn-0d17f4c82a6e95b3c-1' -Description 'AWS vpn-0d17f4c82a6e95b3c tunnel 1' -Profile Any -Mode Tunnel -KeyModule IKEv1 -InboundSecurity Require -OutboundSecurity Require -LocalTunnelEndpoint '192.0.2.93' -RemoteTunnelEndpoint '203.0.113.121' -LocalAddress $local -RemoteAddress $aws -Phase1AuthSet 'vpn-0d17f4c82a6e95b3c-1' -QuickModeCryptoSet 'vpn-0d17f4c82a6e95b3c-1'

# Tunnel 2: AWS endpoint 203.0.113.128
$proposal = New-NetIPsecMainModeCryptoProposal -Encryption AES256 -Hash SHA384 -KeyExchange DH20
New-NetIPsecMainModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-2' -DisplayName 'vpn-0d17f4c82a6e95b3c-2' -Proposal $proposal -MaxMinutes 480 -MaxSessions 0
$proposal = New-NetIPsecAuthProposal -Machine -PreSharedKey 'tajBKyQMviV7HQSUYdE828U4LAAA'
New-NetIPsecPhase1AuthSet -Name 'vpn-0d17f4c82a6e95b3c-2' -DisplayName 'vpn-0d17f4c82a6e95b3c-2' -Proposal $proposal
New-NetIPsecMainModeRule -Name 'vpn-0d17f4c82a6e95b3c-2' -DisplayName 'vpn-0d17f4c82a6e95b3c-2' -Profile Any -MainModeCryptoSet 'vpn-0d17f4c82a6e95b3c-2' -Phase1AuthSet 'vpn-0d17f4c82a6e95b3c-2' -LocalAddress '192.0.2.93' -RemoteAddress '203.0.113.128'
$proposal = New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -Encryption AES256 -ESPHash SHA256 -MaxMinutes 60 -MaxKiloBytes 2147483647
New-NetIPsecQuickModeCryptoSet -Name 'vpn-0d17f4c82a6e95b3c-2' -DisplayName 'vpn-0d17f4c82a6e95b3c-2' -Proposal $proposal -PerfectForwardSecrecyGroup DH20
New-NetIPsecRule -IPsecRuleName 'vpn-0d17f4c82a6e95b3c-2' -DisplayName 'vpn-0d17f4c82a6e95b3c-2' -Description 'AWS vpn-0d17f4c82a6e95b3c tunnel 2' -Profile Any -Mode Tunnel -KeyModule IKEv1 -InboundSecurity Require -OutboundSecurity Require -LocalTunnelEndpoint '192.0.2.93' -RemoteTunnelEndpoint '203.0.113.128' -LocalAddress $local -RemoteAddress $aws -Phase1AuthSet 'vpn-0d17f4c82a6e95b3c-2' -QuickModeCryptoSet 'vpn-0d17f4c82a6e95b3c-2'

# Keepalive: a ping each second, started anew each minute
schtasks.exe /create /f /tn 'vpn-0d17f4c82a6e95b3c-keepalive' /ru SYSTEM /sc minute /mo 1 /tr 'ping.exe -n 58 10.20.1.10'

# Settings of the server; restart it afterwards
Set-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters' -Name EnableDeadGWDetect -Type DWord -Value 1
