#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Compares cgwgen's network and regex filters with Ansible's.

Every query is asked of every input; values are compared with their types, as
[value] prints them.  Where Ansible raises, cgwgen must fail.  Exit status 1
on any difference but those that DIFFERENCES explains.

usage: sweep-ansible.py EVALUATE
"""
import re
import subprocess
import sys

import jinja2

import ansible_filters

INPUTS = """
'192.0.2.1' '192.0.2.0/24' '192.0.2.1/24' '192.0.2.255/24' '192.0.2.254/24'
'0.0.0.0/0' '0.0.0.0' '10.0.0.1/0' '255.255.255.255' '255.255.255.255/0'
'198.51.100.4/30' '198.51.100.5/30' '198.51.100.6/30' '198.51.100.7/30'
'198.51.100.6/31' '198.51.100.7/31' '198.51.100.7/32' '198.51.100.1/1'
'10.0.0.0/8' '172.16.5.4/12' '169.254.10.1/30' '127.0.0.1/8' '224.0.0.5'
'239.1.2.3' '100.64.0.1' '255.255.255.0' '0.0.0.255' '192.0.2.1/255.255.255.0'
'192.0.2.0/0.0.0.255' '192.0.2.0/255.0.255.0' '192.0.2.0/33' '192.0.2.0/-1'
'192.0.2.0/' '/24' '192.0.2.256' '192.0.2.01' '10.1' '10/8' '10' '' 'x' '1.2.3.4.5'
' 192.0.2.1 ' '192.0.2.1 255.255.255.0' '3221225985' '3221225984/24'
'42540766411282592856903984951653826561' '42540766411282592856903984951653826560/32'
'340282366920938463463374607431768211456'
'2001:db8::1' '2001:db8::/32' '2001:db8::1/64' '2001:db8::/64' '2001:db8::/126'
'2001:db8::1/126' '2001:db8::3/126' '2001:db8::/127' '2001:db8::1/127'
'2001:db8::1/128' '::/0' '::' '::1' '::1/64' 'fe80::1/10' 'fc00::1/7' 'ff02::1'
'2002:c000:201::1/48' '::ffff:192.0.2.1' '::ffff:192.0.2.1/120' '::192.0.2.1/97'
'ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff' '2001:DB8:0:0:1:0:0:1'
'2001:db8::/ffff:ffff::' '2001:db8::/129' '2001:db8:::1' '::ffff:0:0/95'
'192.0.2.1/24/24' '+1.2.3.4' '1_0.2.3.4' '192.0.2.0/ 24'
0 1 3221225985 4294967296 -5 true false none 1.5 [] {}
['192.0.2.1','x','2001:db8::1/64',5,none,true,'']
['192.0.2.0/24',['10.0.0.1/8','y']]
"""
QUERIES = """
'' '6to4' 'address' 'address/prefix' 'bool' 'broadcast' 'cidr' 'cidr_lookup'
'first_usable' 'gateway' 'gw' 'host' 'host/prefix' 'hostmask' 'hostnet' 'int' 'ip'
'ip/prefix' 'ip_netmask' 'ipv4' 'ipv6' 'last_usable' 'link-local' 'lo' 'loopback'
'multicast' 'net' 'next_usable' 'netmask' 'network' 'network_id' 'network/prefix'
'network_netmask' 'network_wildcard' 'peer' 'prefix' 'previous_usable' 'private'
'public' 'range_usable' 'revdns' 'router' 'size' 'size_usable' 'subnet' 'type'
'unicast' 'v4' 'v6' 'version' 'wildcard' 'wrap'
0 1 -1 5 '255' '-256' 256 1.5 '1e3' 'nan' '18446744073709551616' none true 'nosuch'
'192.0.2.0/24' '192.0.2.1' '0.0.0.0/0' '2001:db8::/32' '::/0' '192.0.2.7/24'
'3221225984/24' '192.0.2'
"""
SUBNETS = """
'' 0 8 24 25 26 30 31 32 33 64 65 127 128 129 none 'x' '192.0.2.0/24' '192.0.0.0/16'
'2001:db8::/16' '2001:db8::/48' '::/0' '0.0.0.0/0' '10.1'
26,0 26,1 26,3 26,4 26,-1 26,-5 24,0 20,0 20,1 32,5 32,17 32,0 31,0 8,3 8,-3
64,0 64,1 64,-1 65,0 128,5 128,-1 48,1 112,'7' 26,none 26,'x' 26,true
"""
NUMBERS = "0 1 -1 2 5 253 254 255 256 -255 -256 -257 '5' ' 7' 'x' none true 1.5 '' '18446744073709551616' '-18446744073709551616'"
MACS = """
'02:00:5e:00:53:01' '02-00-5E-00-53-01' '0200.5e00.5301' '02005e005301' '2005e005301'
'02005e:005301' '02005e-005301' '0200:5e00:5301' '0200-5e00-5301' '2:0:5e:0:53:1'
'02:00:5e:ff:fe:00:53:01' '02-00-5e-ff-fe-00-53-01' '0200:5eff:fe00:5301'
'0200.5eff.fe00.5301' '02005efffe005301' '00:00:00:00:00:00:00:01' '' 'x' '12345'
'281474976710656' '18446744073709551615' '18446744073709551616' '-1' 12345 0 none true
'02:00:5e:00:53' '02:00:5e:00:53:001' '02:00:5e:00:53:0g' "02:00:5e:00:53:01\\n"
'02:00-5e:00:53:01' ['02:00:5e:00:53:01'] 'FFFFFFFFFFFFFFFF' '0005e:00053'
"""
STYLES = "'' 'bare' 'bool' 'int' 'cisco' 'eui48' 'linux' 'pgsql' 'postgresql' 'psql' 'unix' 'win' 'x' none"
LISTS = """
[] ['192.0.2.0/25','192.0.2.128/25'] ['192.0.2.1','192.0.2.2','192.0.2.3']
['192.0.2.0/24','192.0.2.7'] ['192.0.2.7/24'] ['10.0.0.0/8','10.1.0.0/16']
['192.0.2.0/24','198.51.100.0/24','203.0.113.0/24'] ['2001:db8::/33','2001:db8:8000::/33']
['192.0.2.1','2001:db8::1'] ['2001:db8::1','192.0.2.1','2001:db8::2'] ['x'] [none] [5]
['0.0.0.0/1','128.0.0.0/1'] ['::/1','8000::/1'] ['192.0.2.255','198.51.100.0']
['255.255.255.255','255.255.255.254'] ['ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff','::']
['192.0.2.5','192.0.2.5'] ['192.0.2.0/24,x'] '192.0.2.0/24,192.0.2.1' 5 none ('192.0.2.0/24',)
['10.0.0.1','10.0.0.2','10.0.0.3','10.0.0.4','10.0.0.5','10.0.0.6','10.0.0.7']
['192.0.2.0/31','192.0.2.2/31','bad'] ['192.0.2.9/24','192.0.2.1/24'] ['10/8','9/8']
"""
TEXTS = r"""
'' 'abc' 'aaa' 'a1b22c333' 'foo bar\nbar foo\n' 'x=1;y=2' 'GigabitEthernet0/0/1' 'äöü ß'
'a.b.c' '  two  words ' 'AbC' '2001:db8::1' 'tab\tnl\n' 'aXbXc' 5 none true 1.5 ['a'] '\u2028x'
'{a}' 'a\\b' '((x))' '日本語 text' '\x1c' 'a\x0bb' '١٢٣'
"""
PATTERNS = r"""
'' 'a' 'x*' '[a-c]' '\\d+' '\\w+' '^' '$' '(a)(b)?' '(?P<n>\\w)(\\d)?' '\\bfoo\\b' '.' '\\s+'
'(\\w+)=(\\d)' 'b|(a)' '^\\w+' '\\w+$' '\\Z' '\\A\\w' '(?i)ABC' '(?i:B)c' 'a{1,}' 'a{,2}' 'a{2}'
'a{x}' '{a' '[]x]' '[^]]+' '[[:alpha:]]' '[\\w.-]+' '\\x61' '\\u00e4' '\\101' '(a)\\1' '(?P<q>.)(?P=q)'
'(?=b)' '(?!b)\\w' '(?<=b).' '(?<!b)\\w' '(?#no)a' '(?>a+)b' 'a++b' 'a*?' '(?:a|b)+' '(a)|b'
'(?s).+' '(?m)^\\w+' '(?x) a # c\n b' '(?x)\\ # x' '(?a)\\w+' '(?-i:a)' '(?i-s:A.)' '\\v' '\\/' '\\.' '\\-'
'(?(1)a|b)' '(a)?(?(1)b|c)' '(?P<n>a)?(?(n)b|c)' '[\\d\\D]' '\\S+' '\\D' '\\W' '\\B' '[\\b]' '[\\s]' '[a\\]]' '\\0' '\\01'
'(' ')' '*' '(*)' 'a**' 'a{2}{3}' '+' '?' '(?' '(?P' '(?P<' '(?P<1>a)' '(?P=x)' '(?P>x)' '(?<n>a)' '(?R)' '\\g<1>' '\\1'
'\\K' '\\Q' '\\h' '\\R' '\\X' '\\p{L}' '\\z' '\\G' '\\C' '\\N' '\\e' '\\c' '\\' '[' '[z-a]' '[\\w-a]' 'a{3,2}'
'(*UTF)a' '(*LIMIT_MATCH=1)a' 'a(?i)b' '(?L)a' '(?u)a' '\\x' '\\x4' '\\u12' '\\400' '(?P<n>a)(?P<n>b)' '(?y)a' '(?i'
'(a\\1)' '(?<=a+)b' '^*' '\\b+' '(?=a)*' '(?:)*x' '()' '(a*)*' '(a|b)*?c' '[^\\n]+' '[\\n ]' '.*' '.*?' 5 none
"""
REPLACEMENTS = r"""
'' '-' '\\1' '<\\g<0>>' '\\g<1>' '\\g<n>' '\\0' '\\n' '\\t' '\\\\' '\\&' '\\a' '\\q' '\\2' '\\9' '\\g<9>' '\\g<x>' '\\g<' '\\g'
'\\g<>' '\\' '$1' '\\.' '\\101' '\\08' '\\10' '\\b' '\\-' '\\g<-1>' '\\g<+1>' '\\g<01>' '\\400' '\\g<1' 5 none 'ä'
"""
GROUPS = r"""'\\1' '\\g<n>' '\\1','\\1' '\\2' '\\g<1>' '\\0' 'x' '\\x' '\\g<x>' '\\9' 1 none '\\1x' '\\g<n>>'"""

# What differs on purpose: expressions, and that we fail where Ansible answers.
DIFFERENCES = [
    # Octal, hexadecimal and missing octets by the rules of C's inet_aton().
    (r"^'(192\.0\.2\.01|10\.1)'\|ipmath", True),
    # An octet of three hexadecimal digits is none.
    (r"^'192\.0\.2\.256'\|ip4_hex", True),
]


def words(text):
    """Blanks separate, but not within quotes or brackets."""
    pattern = r"""(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\[(?:[^\[\]']|'[^']*'|\[[^\]]*\])*\]|\([^)]*\)|[^\s])+"""
    return re.findall(pattern, text)


def expressions():
    """Everything that is asked."""
    inputs, patterns, texts = words(INPUTS), words(PATTERNS), words(TEXTS)
    for value in inputs:
        for query in words(QUERIES):
            yield f"{value}|ipaddr({query})"
        for query in "''", "'address'", "'ipv4'", "'ipv6'", "1", "'prefix'":
            yield f"{value}|ipv4({query})"
            yield f"{value}|ipv6({query})"
        for version in 0, 4, 6, "'4'", "none", "1.0":
            yield f"{value}|ipaddr('', {version})"
        for arguments in words(SUBNETS):
            yield f"{value}|ipsubnet({arguments})"
        for number in words(NUMBERS):
            for name in "nthhost", "ipmath", "next_nth_usable", "previous_nth_usable":
                yield f"{value}|{name}({number})"
        for mac in words(MACS)[:4] + ["'x'", "''", "none", "'02:00:5e:ff:fe:00:53:01'"]:
            yield f"{value}|slaac({mac})"
        for name in "ipwrap", "ip4_hex", "ip4_hex(':')", "nthhost", "ipmath", "ipsubnet":
            yield f"{value}|{name}"
        for other in inputs[::3]:
            for name in "network_in_network", "network_in_usable":
                yield f"{value}|{name}({other})"
        yield f"{words(LISTS)[5]}|reduce_on_network({value})"
    for value in words(LISTS):
        for action in "", "'merge'", "'span'", "'x'":
            yield f"{value}|cidr_merge({action})"
        for network in "'192.0.2.0/24'", "'0.0.0.0/0'", "'::/0'", "'x'", "none":
            yield f"{value}|reduce_on_network({network})"
    for value in words(MACS):
        for style in words(STYLES):
            yield f"{value}|hwaddr({style})"
            yield f"{value}|macaddr({style})"
    if len(sys.argv) > 2: return
    for pattern in patterns:
        for text in texts:
            yield f"{text}|regex_search({pattern})"
            yield f"{text}|regex_findall({pattern})"
            yield f"{text}|regex_replace({pattern}, '<\\\\g<0>>')"
        for text in texts[:9]:
            for flags in "true", "false, true", "true, true":
                yield f"{text}|regex_findall({pattern}, {flags})"
            yield f"{text}|regex_replace({pattern}, '-', true, true)"
            for name in "match", "search", "regex":
                yield f"{text} is {name}({pattern})"
            yield f"{text} is regex({pattern}, true, true, 'fullmatch')"
    for pattern in "'(a)(b)?'", "'(?P<n>b)'", "'x'", "'(\\\\w)(\\\\d)?'", "''":
        for text in texts[:6]:
            for replacement in words(REPLACEMENTS):
                yield f"{text}|regex_replace({pattern}, {replacement})"
            for groups in words(GROUPS):
                yield f"{text}|regex_search({pattern}, {groups})"
    for text in texts + patterns:
        yield f"{text}|regex_escape"
        yield f"{text}|regex_escape('posix_basic')"
    yield "'a'|regex_escape('posix_extended')"


def by_ansible(environment, expression):
    """[value] as text; None where Ansible raises."""
    try:
        return environment.from_string("{{ [%s] }}" % expression).render()
    except Exception:  # whatever it is, it is a failure
        return None


def fits(answer):
    """Whether all integers in the answer fit in 64 bits."""
    bare = re.sub(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"", "", answer)
    return all(int(n) < 2**63 for n in re.findall(r"\d+", bare))


def difference(expected, got):
    """Whether our answer is not what it should be."""
    if expected is None or not fits(expected):
        return not got.startswith("CGW70")
    return got != expected


def explained(expression, expected, got):
    """Whether a difference is one of those that are meant."""
    return any(re.search(pattern, expression) and (not strict or got.startswith("CGW70"))
               for pattern, strict in DIFFERENCES)


def main():
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    ansible_filters.register(environment)
    asked = list(dict.fromkeys(expressions()))
    ours = subprocess.run(
        [sys.argv[1]], input="\n".join(asked) + "\n", capture_output=True, text=True, check=True
    ).stdout.split("\n")
    failures = meant = 0
    for expression, got in zip(asked, ours):
        expected = by_ansible(environment, expression)
        if not difference(expected, got):
            continue
        if explained(expression, expected, got):
            meant += 1
            continue
        failures += 1
        if failures <= 40:
            print(f"{expression}\n  Ansible: {expected}\n  cgwgen:  {got}")
    print(f"{len(asked)} expressions, {failures} differ, {meant} differ on purpose")
    return failures != 0 or len(ours) != len(asked) + 1


if __name__ == "__main__":
    sys.exit(main())
