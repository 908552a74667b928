# AWS Site-to-Site VPN vpn-0e63a9d58b1c72f4d, static routes, Windows Server 2012 R2 and later
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# The longest packet that fits the tunnels has 1438 bytes, the largest TCP MSS is 1398
#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'
$local = '192.168.0.0/16'
$aws = '10.20.0.0/16'

# IKE and ESP from AWS
New-NetFirewallRule -Name 'vpn-0e63a9d58b1c72f4d-ike' -DisplayName 'vpn-0e63a9d58b1c72f4d-ike' -Direction Inbound -Action Allow -Protocol UDP -LocalPort 500, 4500 -RemoteAddress '203.0.113.141', '203.0.113.148'
New-NetFirewallRule -Name 'vpn-0e63a9d58b1c72f4d-esp' -DisplayName 'vpn-0e63a9d58b1c72f4d-esp' -Direction Inbound -Action Allow -Protocol 50 -RemoteAddress '203.0.113.141', '203.0.113.148'

# Tunnel 1: AWS endpoint 203.0.113.141
$proposal = New-NetIPsecMainModeCryptoProposal -Encryption AES256 -Hash SHA384 -KeyExchange DH20
New-NetIPsecMainModeCryptoSet -Name 'vpn-0e63a9d58b1c72f4d-1' -DisplayName 'vpn-0e63a9d58b1c72f4d-1' -Proposal $proposal -MaxMinutes 480 -MaxSessions 0
$proposal = New-NetIPsecAuthProposal -Machine -PreSharedKey 'AgFRAdneoDkhwPdgaMjKgyQbe8oQ'
New-NetIPsecPhase1AuthSet -Name 'vpn-0e63a9d58b1c72f4d-1' -DisplayName 'vpn-0e63a9d58b1c72f4d-1' -Proposal $proposal
New-NetIPsecMainModeRule -Name 'vpn-0e63a9d58b1c72f4d-1' -DisplayName 'vpn-0e63a9d58b1c72f4d-1' -Profile Any -MainModeCryptoSet 'vpn-0e63a9d58b1c72f4d-1' -Phase1AuthSet 'vpn-0e63a9d58b1c72f4d-1' -LocalAddress '192.0.2.93' -RemoteAddress '203.0.113.141'
$proposal = New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -Encryption AES256 -ESPHash SHA256 -MaxMinutes 60 -MaxKiloBytes 2147483647
New-NetIPsecQuickModeCryptoSet -Name 'vpn-0e63a9d58b1c72f4d-1' -DisplayName 'vpn-0e63a9d58b1c72f4d-1' -Proposal $proposal -PerfectForwardSecrecyGroup DH20
New-NetIPsecRule -IPsecRuleName 'vpn-0e63a9d58b1c72f4d-1' -DisplayName 'vpn-0e63a9d58b1c72f4d-1' -Description 'AWS vpn-0e63a9d58b1c72f4d tunnel 1' -Profile Any -Mode Tunnel -KeyModule IKEv1 -InboundSecurity Require -OutboundSecurity Require -LocalTunnelEndpoint '192.0.2.93' -RemoteTunnelEndpoint '203.0.113.141' -LocalAddress $local -RemoteAddress $aws -Phase1AuthSet 'vpn-0e63a9d58b1c72f4d-1' -QuickModeCryptoSet 'vpn-0e63a9d58b1c72f4d-1'

# Tunnel 2: AWS endpoint 203.0.113.148
$proposal = New-NetIPsecMainModeCryptoProposal -Encryption AES256 -Hash SHA384 -KeyExchange DH20
New-NetIPsecMainModeCryptoSet -Name 'vpn-0e63a9d58b1c72f4d-2' -DisplayName 'vpn-0e63a9d58b1c72f4d-2' -Proposal $proposal -MaxMinutes 480 -MaxSessions 0
$proposal = New-NetIPsecAuthProposal -Machine -PreSharedKey 'zjRrxPyFhh7GEFFufjgYwYrF6VkJ'
New-NetIPsecPhase1AuthSet -Name 'vpn-0e63a9d58b1c72f4d-2' -DisplayName 'vpn-0e63a9d58b1c72f4d-2' -Proposal $proposal
New-NetIPsecMainModeRule -Name 'vpn-0e63a9d58b1c72f4d-2' -DisplayName 'vpn-0e63a9d58b1c72f4d-2' -Profile Any -MainModeCryptoSet 'vpn-0e63a9d58b1c72f4d-2' -Phase1AuthSet 'vpn-0e63a9d58b1c72f4d-2' -LocalAddress '192.0.2.93' -RemoteAddress '203.0.113.148'
$proposal = New-NetIPsecQuickModeCryptoProposal -Encapsulation ESP -Encryption AES256 -ESPHash SHA256 -MaxMinutes 60 -MaxKiloBytes 2147483647
New-NetIPsecQuickModeCryptoSet -Name 'vpn-0e63a9d58b1c72f4d-2' -DisplayName 'vpn-0e63a9d58b1c72f4d-2' -Proposal $proposal -PerfectForwardSecrecyGroup DH20
New-NetIPsecRule -IPsecRuleName 'vpn-0e63a9d58b1c72f4d-2' -DisplayName 'vpn-0e63a9d58b1c72f4d-2' -Description 'AWS vpn-0e63a9d58b1c72f4d tunnel 2' -Profile Any -Mode Tunnel -KeyModule IKEv1 -InboundSecurity Require -OutboundSecurity Require -LocalTunnelEndpoint '192.0.2.93' -RemoteTunnelEndpoint '203.0.113.148' -LocalAddress $local -RemoteAddress $aws -Phase1AuthSet 'vpn-0e63a9d58b1c72f4d-2' -QuickModeCryptoSet 'vpn-0e63a9d58b1c72f4d-2'

# Keepalive: a ping each second, started anew each minute
schtasks.exe /create /f /tn 'vpn-0e63a9d58b1c72f4d-keepalive' /ru SYSTEM /sc minute /mo 1 /tr 'ping.exe -n 58 10.20.1.10'

# Settings of the server; restart it afterwards
Set-ItemProperty -Path 'HKLM:\SYSTEM\CurrentControlSet\Services\Tcpip\Parameters' -Name EnableDeadGWDetect -Type DWord -Value 1
