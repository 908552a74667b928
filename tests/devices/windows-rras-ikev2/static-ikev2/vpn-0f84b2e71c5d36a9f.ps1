# AWS Site-to-Site VPN vpn-0f84b2e71c5d36a9f, static routes, Windows Server 2016 and later
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# The longest packet that fits the tunnels has 1446 bytes, the largest TCP MSS is 1406
#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'

# Site-to-site VPN
Install-WindowsFeature -Name RemoteAccess, Routing -IncludeManagementTools
Install-RemoteAccess -VpnType VpnS2S

# IKE and ESP from AWS
New-NetFirewallRule -Name 'vpn-0f84b2e71c5d36a9f-ike' -DisplayName 'vpn-0f84b2e71c5d36a9f-ike' -Direction Inbound -Action Allow -Protocol UDP -LocalPort 500, 4500 -RemoteAddress '203.0.113.161', '203.0.113.168'
New-NetFirewallRule -Name 'vpn-0f84b2e71c5d36a9f-esp' -DisplayName 'vpn-0f84b2e71c5d36a9f-esp' -Direction Inbound -Action Allow -Protocol 50 -RemoteAddress '203.0.113.161', '203.0.113.168'

# Tunnel 1: 192.0.2.93 to 203.0.113.161
Add-VpnS2SInterface -Name 'vpn-0f84b2e71c5d36a9f-1' -Destination '203.0.113.161' -Protocol IKEv2 -AuthenticationMethod PSKOnly -ResponderAuthenticationMethod PSKOnly -SharedSecret 'boJyjVKbZJuS8fV7rJykx2pKK2Hw' -IPv4Subnet '10.20.0.0/16:10', '10.30.0.0/16:10' -Persistent -AutoConnectEnabled $true -NumberOfTries 0 -IdleDisconnectSeconds 0 -NetworkOutageTimeSeconds 30 -InitiateConfigPayload $false -CustomPolicy -EncryptionMethod AES256 -IntegrityCheckMethod SHA384 -DHGroup ECP384 -MMSALifeTimeSeconds 28800 -CipherTransformConstants GCMAES256 -AuthenticationTransformConstants GCMAES256 -PfsGroup ECP384 -SALifeTimeSeconds 3600
Connect-VpnS2SInterface -Name 'vpn-0f84b2e71c5d36a9f-1'

# Tunnel 2: 192.0.2.93 to 203.0.113.168
Add-VpnS2SInterface -Name 'vpn-0f84b2e71c5d36a9f-2' -Destination '203.0.113.168' -Protocol IKEv2 -AuthenticationMethod PSKOnly -ResponderAuthenticationMethod PSKOnly -SharedSecret 'RpQ43Z7n4q5AY4pnJGxXbb3sFrnV' -IPv4Subnet '10.20.0.0/16:110', '10.30.0.0/16:110' -Persistent -AutoConnectEnabled $true -NumberOfTries 0 -IdleDisconnectSeconds 0 -NetworkOutageTimeSeconds 30 -InitiateConfigPayload $false -CustomPolicy -EncryptionMethod AES256 -IntegrityCheckMethod SHA384 -DHGroup ECP384 -MMSALifeTimeSeconds 28800 -CipherTransformConstants GCMAES256 -AuthenticationTransformConstants GCMAES256 -PfsGroup ECP384 -SALifeTimeSeconds 3600
Connect-VpnS2SInterface -Name 'vpn-0f84b2e71c5d36a9f-2'

# Keepalive: a ping each second, started anew each minute
schtasks.exe /create /f /tn 'vpn-0f84b2e71c5d36a9f-keepalive' /ru SYSTEM /sc minute /mo 1 /tr 'ping.exe -n 58 10.20.1.10'
