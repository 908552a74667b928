# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c, static routes, Windows Server 2016 and later
# Customer gateway cgw-0b8f6d4c2a1e7395d, AWS gateway vgw-0a5c19e7d38f2b640
# The longest packet that fits the tunnels has 1422 bytes, the largest TCP MSS is 1382
#Requires -RunAsAdministrator
$ErrorActionPreference = 'Stop'

# Site-to-site VPN
Install-WindowsFeature -Name RemoteAccess, Routing -IncludeManagementTools
Install-RemoteAccess -VpnType VpnS2S

# IKE and ESP from AWS
New-NetFirewallRule -Name 'vpn-0d17f4c82a6e95b3c-ike' -DisplayName 'vpn-0d17f4c82a6e95b3c-ike' -Direction Inbound -Action Allow -Protocol UDP -LocalPort 500, 4500 -RemoteAddress '203.0.113.121', '203.0.113.128'
New-NetFirewallRule -Name 'vpn-0d17f4c82a6e95b3c-esp' -DisplayName 'vpn-0d17f4c82a6e95b3c-esp' -Direction Inbound -Action Allow -Protocol 50 -RemoteAddress '203.0.113.121', '203.0.113.128'

# Tunnel 1: 192.0.2.93 to 203.0.113.121
Add-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-1' -Destination '203.0.113.121' -Protocol IKEv2 -AuthenticationMethod PSKOnly -ResponderAuthenticationMethod PSKOnly -SharedSecret 's9i5C8LsWBxU9zpjfmjpTpaG6Nmr' -IPv4Subnet '10.20.0.0/16:110', '10.30.0.0/16:110' -Persistent -AutoConnectEnabled $true -NumberOfTries 0 -IdleDisconnectSeconds 0 -NetworkOutageTimeSeconds 30 -InitiateConfigPayload $false -CustomPolicy -EncryptionMethod AES256 -IntegrityCheckMethod SHA256 -DHGroup Group14 -MMSALifeTimeSeconds 14400 -CipherTransformConstants AES256 -AuthenticationTransformConstants SHA256128 -PfsGroup PFS2048 -SALifeTimeSeconds 3600
Connect-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-1'

# Tunnel 2: 192.0.2.93 to 203.0.113.128
Add-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-2' -Destination '203.0.113.128' -Protocol IKEv2 -AuthenticationMethod PSKOnly -ResponderAuthenticationMethod PSKOnly -SharedSecret 'tajBKyQMviV7HQSUYdE828U4LAAA' -IPv4Subnet '10.20.0.0/16:10', '10.30.0.0/16:10' -Persistent -AutoConnectEnabled $true -NumberOfTries 0 -IdleDisconnectSeconds 0 -NetworkOutageTimeSeconds 30 -InitiateConfigPayload $false -CustomPolicy -EncryptionMethod AES256 -IntegrityCheckMethod SHA256 -DHGroup Group14 -MMSALifeTimeSeconds 14400 -CipherTransformConstants AES256 -AuthenticationTransformConstants SHA256128 -PfsGroup PFS2048 -SALifeTimeSeconds 3600
Connect-VpnS2SInterface -Name 'vpn-0d17f4c82a6e95b3c-2'

# Keepalive: a ping each second, started anew each minute
schtasks.exe /create /f /tn 'vpn-0d17f4c82a6e95b3c-keepalive' /ru SYSTEM /sc minute /mo 1 /tr 'ping.exe -n 58 10.20.1.10'
