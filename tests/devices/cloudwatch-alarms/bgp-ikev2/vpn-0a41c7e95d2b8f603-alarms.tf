# AWS Site-to-Site VPN vpn-0a41c7e95d2b8f603: alarms

variable "vpn-0a41c7e95d2b8f603-topic" {
  description = "ARN of the SNS topic that is notified of vpn-0a41c7e95d2b8f603"
  type        = string
  default     = "arn:aws:sns:eu-central-1:111122223333:vpn"
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-down" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-down"
  alarm_description   = "All tunnels of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305 are down."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanOrEqualToThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId = "vpn-0a41c7e95d2b8f603"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-1-down" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-1-down"
  alarm_description   = "Tunnel 1 (203.0.113.21) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305 is down or its BGP session is not established."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.21"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-1-in-full" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-1-in-full"
  alarm_description   = "AWS receives more than 37500000000 bytes in five minutes through tunnel 1 (203.0.113.21) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.21"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-1-in-idle" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-1-in-idle"
  alarm_description   = "AWS receives less than 1000 bytes in five minutes through tunnel 1 (203.0.113.21) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.21"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-1-out-full" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-1-out-full"
  alarm_description   = "AWS sends more than 37500000000 bytes in five minutes through tunnel 1 (203.0.113.21) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.21"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-1-out-idle" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-1-out-idle"
  alarm_description   = "AWS sends less than 1000 bytes in five minutes through tunnel 1 (203.0.113.21) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.21"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-2-down" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-2-down"
  alarm_description   = "Tunnel 2 (203.0.113.28) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305 is down or its BGP session is not established."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.28"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-2-in-full" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-2-in-full"
  alarm_description   = "AWS receives more than 37500000000 bytes in five minutes through tunnel 2 (203.0.113.28) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.28"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-2-in-idle" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-2-in-idle"
  alarm_description   = "AWS receives less than 1000 bytes in five minutes through tunnel 2 (203.0.113.28) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.28"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-2-out-full" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-2-out-full"
  alarm_description   = "AWS sends more than 37500000000 bytes in five minutes through tunnel 2 (203.0.113.28) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.28"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0a41c7e95d2b8f603-2-out-idle" {
  alarm_name          = "vpn-0a41c7e95d2b8f603-2-out-idle"
  alarm_description   = "AWS sends less than 1000 bytes in five minutes through tunnel 2 (203.0.113.28) of vpn-0a41c7e95d2b8f603, customer gateway cgw-0e7d5b3a91c8f2460, gateway tgw-0d4e8b7a1c62f9305."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0a41c7e95d2b8f603-topic]
  ok_actions          = [var.vpn-0a41c7e95d2b8f603-topic]

  dimensions = {
    VpnId           = "vpn-0a41c7e95d2b8f603"
    TunnelIpAddress = "203.0.113.28"
  }
}
