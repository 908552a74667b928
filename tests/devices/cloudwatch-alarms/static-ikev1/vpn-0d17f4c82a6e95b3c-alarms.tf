# AWS Site-to-Site VPN vpn-0d17f4c82a6e95b3c: alarms

variable "vpn-0d17f4c82a6e95b3c-topic" {
  description = "ARN of the SNS topic that is notified of vpn-0d17f4c82a6e95b3c"
  type        = string
  default     = "arn:aws:sns:eu-central-1:111122223333:vpn"
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-down" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-down"
  alarm_description   = "All tunnels of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640 are down."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanOrEqualToThreshold"
  threshold           = 0
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId = "vpn-0d17f4c82a6e95b3c"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-1-down" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-1-down"
  alarm_description   = "Tunnel 1 (203.0.113.121) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640 is down."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.121"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-1-in-full" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-1-in-full"
  alarm_description   = "AWS receives more than 37500000000 bytes in five minutes through tunnel 1 (203.0.113.121) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.121"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-1-in-idle" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-1-in-idle"
  alarm_description   = "AWS receives less than 1000 bytes in five minutes through tunnel 1 (203.0.113.121) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.121"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-1-out-full" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-1-out-full"
  alarm_description   = "AWS sends more than 37500000000 bytes in five minutes through tunnel 1 (203.0.113.121) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.121"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-1-out-idle" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-1-out-idle"
  alarm_description   = "AWS sends less than 1000 bytes in five minutes through tunnel 1 (203.0.113.121) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.121"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-2-down" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-2-down"
  alarm_description   = "Tunnel 2 (203.0.113.128) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640 is down."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelState"
  statistic           = "Maximum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.128"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-2-in-full" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-2-in-full"
  alarm_description   = "AWS receives more than 37500000000 bytes in five minutes through tunnel 2 (203.0.113.128) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.128"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-2-in-idle" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-2-in-idle"
  alarm_description   = "AWS receives less than 1000 bytes in five minutes through tunnel 2 (203.0.113.128) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataIn"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.128"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-2-out-full" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-2-out-full"
  alarm_description   = "AWS sends more than 37500000000 bytes in five minutes through tunnel 2 (203.0.113.128) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "GreaterThanThreshold"
  threshold           = 37500000000
  treat_missing_data  = "notBreaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.128"
  }
}

resource "aws_cloudwatch_metric_alarm" "vpn-0d17f4c82a6e95b3c-2-out-idle" {
  alarm_name          = "vpn-0d17f4c82a6e95b3c-2-out-idle"
  alarm_description   = "AWS sends less than 1000 bytes in five minutes through tunnel 2 (203.0.113.128) of vpn-0d17f4c82a6e95b3c, customer gateway cgw-0b8f6d4c2a1e7395d, gateway vgw-0a5c19e7d38f2b640."
  namespace           = "AWS/VPN"
  metric_name         = "TunnelDataOut"
  statistic           = "Sum"
  period              = 300
  evaluation_periods  = 1
  comparison_operator = "LessThanThreshold"
  threshold           = 1000
  treat_missing_data  = "breaching"
  alarm_actions       = [var.vpn-0d17f4c82a6e95b3c-topic]
  ok_actions          = [var.vpn-0d17f4c82a6e95b3c-topic]

  dimensions = {
    VpnId           = "vpn-0d17f4c82a6e95b3c"
    TunnelIpAddress = "203.0.113.128"
  }
}
