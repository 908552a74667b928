#!/bin/sh
# SPDX-License-Identifier: ISC
# The CloudFormation template of cloudwatch-alarms, read by PyYAML, has only
# properties of AWS::CloudWatch::Alarm, of the right type, refers to nothing
# that isn't there, and names no alarm twice; a template with an error in it
# is refused.  terraform, where it is at hand, finds the other file formatted.
set -u
CGWGEN=${CGWGEN:-$PWD/build/cgwgen}
/usr/bin/python3 -c 'import yaml' 2>/dev/null || exit 77
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
failed=0
topic=arn:aws:sns:eu-central-1:111122223333:vpn
for base in bgp static ipv6 tgw; do
	for options in '' "-s topic=$topic -s data_minimum=1" \
		'-s preferred_tunnel=1 -s data_minimum=1 -s down_periods=3' '-s data_maximum=0'; do
		# shellcheck disable=SC2086 # options
		"$CGWGEN" render -q -d cloudwatch-alarms -o "$work/out/" $options \
			"tests/rules/base/$base.xml" 2>"$work/log" || {
			cat "$work/log"
			failed=1
		}
		for file in "$work"/out/*.yaml; do
			mv "$file" "$work/$base-$(printf %s "$options" | cksum | cut -d' ' -f1).yaml"
		done
		command -v terraform >/dev/null || continue
		terraform fmt -check "$work/out" >"$work/log" 2>&1 || {
			echo "$base $options: terraform finds it badly formatted"
			cat "$work/log"
			failed=1
		}
	done
done
/usr/bin/python3 - "$work" <<'END' || failed=1
import copy, glob, re, sys

import yaml

TEXT, NUMBER, WHOLE, BOOLEAN, TEXTS = "text", "number", "whole", "boolean", "texts"
PROPERTIES = {
    "ActionsEnabled": BOOLEAN, "AlarmActions": TEXTS, "AlarmDescription": TEXT,
    "AlarmName": TEXT, "ComparisonOperator": TEXT, "DatapointsToAlarm": WHOLE,
    "Dimensions": "dimensions", "EvaluateLowSampleCountPercentile": TEXT,
    "EvaluationPeriods": WHOLE, "ExtendedStatistic": TEXT,
    "InsufficientDataActions": TEXTS, "MetricName": TEXT, "Namespace": TEXT,
    "OKActions": TEXTS, "Period": WHOLE, "Statistic": TEXT, "Threshold": NUMBER,
    "TreatMissingData": TEXT, "Unit": TEXT,
}
WORDS = {
    "ComparisonOperator": {"GreaterThanOrEqualToThreshold", "GreaterThanThreshold",
                           "LessThanThreshold", "LessThanOrEqualToThreshold"},
    "Statistic": {"Average", "Maximum", "Minimum", "SampleCount", "Sum"},
    "TreatMissingData": {"breaching", "notBreaching", "ignore", "missing"},
    "Namespace": {"AWS/VPN"},
    "MetricName": {"TunnelState", "TunnelDataIn", "TunnelDataOut"},
}


def text(value, parameters):
    if isinstance(value, dict):
        return list(value) == ["Ref"] and value["Ref"] in parameters
    return isinstance(value, str) and value != ""


def fits(kind, value, parameters):
    if kind == TEXT:
        return text(value, parameters)
    if kind == TEXTS:
        return isinstance(value, list) and all(text(v, parameters) for v in value)
    if kind == BOOLEAN:
        return isinstance(value, bool)
    if kind == "dimensions":
        return [d["Name"] for d in value] in (["VpnId"], ["VpnId", "TunnelIpAddress"]) and \
            all(set(d) == {"Name", "Value"} and text(d["Value"], parameters) for d in value)
    return type(value) in ((int,) if kind == WHOLE else (int, float))


def faults(template):
    if set(template) != {"AWSTemplateFormatVersion", "Description", "Parameters", "Resources"}:
        yield "sections"
    if template["AWSTemplateFormatVersion"] != "2010-09-09":
        yield "version"
    parameters = template["Parameters"]
    for name, parameter in parameters.items():
        if parameter["Type"] != "String" or "Default" in parameter and \
                not re.fullmatch(parameter["AllowedPattern"], parameter["Default"]):
            yield name
    seen = set()
    for key, resource in template["Resources"].items():
        if not re.fullmatch("[A-Za-z0-9]+", key) or set(resource) != {"Type", "Properties"} or \
                resource["Type"] != "AWS::CloudWatch::Alarm":
            yield key
        properties = resource["Properties"]
        for name, value in properties.items():
            if name not in PROPERTIES or not fits(PROPERTIES[name], value, parameters) or \
                    name in WORDS and value not in WORDS[name]:
                yield key + "." + name
        for name in ("ComparisonOperator", "EvaluationPeriods", "AlarmName", "Period"):
            if name not in properties:
                yield key + " lacks " + name
        if properties["Period"] % 60 or properties["AlarmName"] in seen:
            yield key
        seen.add(properties["AlarmName"])


failed = 0
paths = sorted(glob.glob(sys.argv[1] + "/*.yaml"))
if len(paths) != 16:
    print("%d templates, not 16" % len(paths))
    failed = 1
for path in paths:
    with open(path, encoding="utf-8") as file:
        template = yaml.safe_load(file)
    for fault in faults(template):
        print("%s: %s" % (path, fault))
        failed = 1
    spoilt = [copy.deepcopy(template) for _ in range(4)]
    first = [t["Resources"]["Tunnel1Down"]["Properties"] for t in spoilt]
    first[0]["OkActions"] = first[0].pop("OKActions")
    first[1]["Threshold"] = "1"
    first[2]["AlarmActions"] = [{"Ref": "Topic"}]
    first[3]["AlarmName"] = spoilt[3]["Resources"]["ConnectionDown"]["Properties"]["AlarmName"]
    for number, bad in enumerate(spoilt):
        if not list(faults(bad)):
            print("%s: bad template %d was accepted" % (path, number))
            failed = 1
sys.exit(failed)
END
exit $failed
