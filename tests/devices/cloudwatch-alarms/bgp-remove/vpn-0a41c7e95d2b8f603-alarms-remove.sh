#!/bin/sh
# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: removes the alarms
# Those of a CloudFormation stack: delete the stack. Those of Terraform: take the file away and apply.
set -eu

aws cloudwatch delete-alarms --alarm-names \
    vpn-0a41c7e95d2b8f603-down \
    vpn-0a41c7e95d2b8f603-1-down \
    vpn-0a41c7e95d2b8f603-1-in-full \
    vpn-0a41c7e95d2b8f603-1-in-idle \
    vpn-0a41c7e95d2b8f603-1-out-full \
    vpn-0a41c7e95d2b8f603-1-out-idle \
    vpn-0a41c7e95d2b8f603-2-down \
    vpn-0a41c7e95d2b8f603-2-in-full \
    vpn-0a41c7e95d2b8f603-2-in-idle \
    vpn-0a41c7e95d2b8f603-2-out-full \
    vpn-0a41c7e95d2b8f603-2-out-idle
