#!/bin/sh
# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: removes the alarms
# Those of a CloudFormation stack: delete the stack. Those of Terraform: take the file away and apply.
set -eu

aws cloudwatch delete-alarms --alarm-names \
    vpn-0d17f4c82a6e95b3c-down \
    vpn-0d17f4c82a6e95b3c-1-down \
    vpn-0d17f4c82a6e95b3c-1-in-full \
    vpn-0d17f4c82a6e95b3c-1-in-idle \
    vpn-0d17f4c82a6e95b3c-1-out-full \
    vpn-0d17f4c82a6e95b3c-1-out-idle \
    vpn-0d17f4c82a6e95b3c-2-down \
    vpn-0d17f4c82a6e95b3c-2-in-full \
    vpn-0d17f4c82a6e95b3c-2-in-idle \
    vpn-0d17f4c82a6e95b3c-2-out-full \
    vpn-0d17f4c82a6e95b3c-2-out-idle
