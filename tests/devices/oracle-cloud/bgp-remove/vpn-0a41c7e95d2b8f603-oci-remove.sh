#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: removes the Oracle Cloud end
set -eu

# found ID WHAT: stops when there is nothing of the name
found() {
    case $1 in
    ocid1.*) ;;
    *)
        echo "There is no $2." >&2
        exit 1
        ;;
    esac
}

connection=$(oci network ip-sec-connection list --compartment-id ocid1.compartment.oc1..aaaaaaaaexample --all \
    --query "data[?\"display-name\"=='vpn-0a41c7e95d2b8f603' && \"lifecycle-state\"=='AVAILABLE'].id | [0]" --raw-output)
found "$connection" 'IPSec connection vpn-0a41c7e95d2b8f603'
cpe=$(oci network cpe list --compartment-id ocid1.compartment.oc1..aaaaaaaaexample --all \
    --query "data[?\"display-name\"=='vpn-0a41c7e95d2b8f603-1' && \"ip-address\"=='203.0.113.21'].id | [0]" --raw-output)
found "$cpe" 'CPE vpn-0a41c7e95d2b8f603-1'

oci network ip-sec-connection delete --ipsc-id "$connection" --force --wait-for-state TERMINATED
oci network cpe delete --cpe-id "$cpe" --force
