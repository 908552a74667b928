firewall {
    options {
        mss-clamp {
            interface-type vti
            mss 1382
        }
    }
}
interfaces {
    vti vti0 {
        address 169.254.20.6/30
        description AWS-1
        mtu 1422
    }
    vti vti1 {
        address 169.254.20.10/30
        description AWS-2
        mtu 1422
    }
}
policy {
    prefix-list AWS-from-aws {
        rule 10 {
            action permit
            le 32
            prefix 10.80.0.0/16
        }
    }
    prefix-list AWS-to-aws {
        rule 10 {
            action permit
            prefix 192.168.50.0/24
        }
    }
    route-map AWS-1-in {
        rule 10 {
            action permit
            match {
                ip {
                    address {
                        prefix-list AWS-from-aws
                    }
                }
            }
        }
    }
    route-map AWS-1-out {
        rule 10 {
            action permit
            match {
                ip {
                    address {
                        prefix-list AWS-to-aws
                    }
                }
            }
        }
    }
    route-map AWS-2-in {
        rule 10 {
            action permit
            match {
                ip {
                    address {
                        prefix-list AWS-from-aws
                    }
                }
            }
        }
    }
    route-map AWS-2-out {
        rule 10 {
            action permit
            match {
                ip {
                    address {
                        prefix-list AWS-to-aws
                    }
                }
            }
        }
    }
}
protocols {
    bgp {
        65021 {
            neighbor 169.254.20.5 {
                description AWS-1
                maximum-prefix 5000
                remote-as 64620
                route-map {
                    export AWS-1-out
                    import AWS-1-in
                }
                timers {
                    holdtime 30
                    keepalive 10
                }
                update-source 169.254.20.6
            }
            neighbor 169.254.20.9 {
                description AWS-2
                maximum-prefix 5000
                remote-as 64620
                route-map {
                    export AWS-2-out
                    import AWS-2-in
                }
                timers {
                    holdtime 30
                    keepalive 10
                }
                update-source 169.254.20.10
            }
            network 192.168.50.0/24 {
            }
        }
    }
    static {
        route 10.80.0.0/16 {
            blackhole {
                distance 254
            }
        }
    }
}
vpn {
    ipsec {
        auto-firewall-nat-exclude enable
        esp-group AWS-1 {
            compression disable
            lifetime 3600
            mode tunnel
            pfs dh-group21
            proposal 1 {
                encryption aes256
                hash sha512
            }
        }
        esp-group AWS-2 {
            compression disable
            lifetime 3600
            mode tunnel
            pfs dh-group21
            proposal 1 {
                encryption aes256
                hash sha512
            }
        }
        ike-group AWS-1 {
            dead-peer-detection {
                action restart
                interval 15
                timeout 30
            }
            ikev2-reauth no
            key-exchange ikev2
            lifetime 28800
            proposal 1 {
                dh-group 21
                encryption aes256
                hash sha512
            }
        }
        ike-group AWS-2 {
            dead-peer-detection {
                action restart
                interval 15
                timeout 30
            }
            ikev2-reauth no
            key-exchange ikev2
            lifetime 28800
            proposal 1 {
                dh-group 21
                encryption aes256
                hash sha512
            }
        }
        site-to-site {
            peer 203.0.113.21 {
                authentication {
                    id 192.0.2.10
                    mode pre-shared-secret
                    pre-shared-secret Example_Key.1.not.for.any.use
                }
                connection-type initiate
                description AWS-1
                ike-group AWS-1 {
                }
                local-address 192.0.2.10
                vti {
                    bind vti0
                    esp-group AWS-1 {
                    }
                }
            }
            peer 203.0.113.87 {
                authentication {
                    id 192.0.2.10
                    mode pre-shared-secret
                    pre-shared-secret Example_Key.2.not.for.any.use
                }
                connection-type initiate
                description AWS-2
                ike-group AWS-2 {
                }
                local-address 192.0.2.10
                vti {
                    bind vti1
                    esp-group AWS-2 {
                    }
                }
            }
        }
    }
}
