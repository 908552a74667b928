// AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603. Customer gateway cgw-0e7d5b3a91c8f2460, AWS gateway tgw-0d4e8b7a1c62f9305
// The Azure end. The keys are in vpn-0a41c7e95d2b8f603.parameters.json; vpn-0a41c7e95d2b8f603-az.sh checks and deploys.
// Not usable: 169.254.40.66 of tunnel 2 is outside of 169.254.21.0 to 169.254.22.255, all that Azure takes.
// Not usable: 169.254.40.65 of tunnel 2 is outside of 169.254.21.0 to 169.254.22.255, all that Azure takes.

@description('Pre-shared key of vpn-0a41c7e95d2b8f603-1')
@secure()
param key1 string

@description('Pre-shared key of vpn-0a41c7e95d2b8f603-2')
@secure()
param key2 string

param location string = resourceGroup().location

resource gateway 'Microsoft.Network/virtualNetworkGateways@2023-09-01' existing = {
  name: 'vpngw'
}

resource aws1 'Microsoft.Network/localNetworkGateways@2023-09-01' = {
  name: 'vpn-0a41c7e95d2b8f603-1'
  location: location
  properties: {
    gatewayIpAddress: '203.0.113.21'
    bgpSettings: {
      asn: 64512
      bgpPeeringAddress: '169.254.21.1'
    }
  }
}

resource tunnel1 'Microsoft.Network/connections@2023-09-01' = {
  name: 'vpn-0a41c7e95d2b8f603-1'
  location: location
  properties: {
    connectionType: 'IPsec'
    connectionProtocol: 'IKEv2'
    connectionMode: 'Default'
    virtualNetworkGateway1: {
      id: gateway.id
      properties: {}
    }
    localNetworkGateway2: {
      id: aws1.id
      properties: {}
    }
    sharedKey: key1
    enableBgp: true
    gatewayCustomBgpIpAddresses: [
      {
        ipConfigurationId: '${gateway.id}/ipConfigurations/default'
        customBgpIpAddress: '169.254.21.2'
      }
      {
        // Azure wants an address of each instance; AWS has no tunnel to this one.
        ipConfigurationId: '${gateway.id}/ipConfigurations/activeActive'
        customBgpIpAddress: '169.254.22.254'
      }
    ]
    usePolicyBasedTrafficSelectors: false
    ipsecPolicies: [
      {
        ikeEncryption: 'AES256'
        ikeIntegrity: 'SHA384'
        dhGroup: 'ECP384'
        ipsecEncryption: 'GCMAES256'
        ipsecIntegrity: 'GCMAES256'
        pfsGroup: 'ECP384'
        saLifeTimeSeconds: 3600
        saDataSizeKilobytes: 102400000
      }
    ]
    dpdTimeoutSeconds: 30
  }
}

resource aws2 'Microsoft.Network/localNetworkGateways@2023-09-01' = {
  name: 'vpn-0a41c7e95d2b8f603-2'
  location: location
  properties: {
    gatewayIpAddress: '203.0.113.28'
    bgpSettings: {
      asn: 64512
      bgpPeeringAddress: '169.254.40.65'
    }
  }
}

resource tunnel2 'Microsoft.Network/connections@2023-09-01' = {
  name: 'vpn-0a41c7e95d2b8f603-2'
  location: location
  properties: {
    connectionType: 'IPsec'
    connectionProtocol: 'IKEv2'
    connectionMode: 'Default'
    virtualNetworkGateway1: {
      id: gateway.id
      properties: {}
    }
    localNetworkGateway2: {
      id: aws2.id
      properties: {}
    }
    sharedKey: key2
    enableBgp: true
    gatewayCustomBgpIpAddresses: [
      {
        ipConfigurationId: '${gateway.id}/ipConfigurations/default'
        customBgpIpAddress: '169.254.40.66'
      }
      {
        // Azure wants an address of each instance; AWS has no tunnel to this one.
        ipConfigurationId: '${gateway.id}/ipConfigurations/activeActive'
        customBgpIpAddress: '169.254.22.254'
      }
    ]
    usePolicyBasedTrafficSelectors: false
    ipsecPolicies: [
      {
        ikeEncryption: 'AES256'
        ikeIntegrity: 'SHA384'
        dhGroup: 'ECP384'
        ipsecEncryption: 'GCMAES256'
        ipsecIntegrity: 'GCMAES256'
        pfsGroup: 'ECP384'
        saLifeTimeSeconds: 3600
        saDataSizeKilobytes: 102400000
      }
    ]
    dpdTimeoutSeconds: 30
  }
}
