package webhook

import (
	"errors"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Target is where webhooks may go: one host and port, as it is written in addresses, and the networks beside the public
// internet in which it may lie.
type Target struct {
	Host     string         // a name in lower case, or an IP address
	Port     int            //
	Plain    bool           // http instead of https
	Networks []netip.Prefix // private, loopback or link-local networks in which the host is expected; empty: none
}

// What stands against a target or an address.
var (
	ErrHost    = errors.New("webhook: not a host name or IP address")
	ErrPort    = errors.New("webhook: not a port")
	ErrNetwork = errors.New("webhook: not a network that can be allowed")
	ErrURL     = errors.New("webhook: not an address of the form https://host/path")
	ErrTarget  = errors.New("webhook: the host is not on the allow-list")
	ErrAddress = errors.New("webhook: the host resolves to an address that is not allowed")
)

// hostName is a name as DNS knows it whose last label is no number: browsers and resolvers read 127.1, 0x7f.1 and 2130706433
// as addresses, in ways that differ.
var hostName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

// Check says what is wrong with a target.
func (t Target) Check() error {
	if !goodHost(t.Host) {
		return ErrHost
	}
	if t.Port < 1 || t.Port > 65535 {
		return ErrPort
	}
	for _, n := range t.Networks {
		// Whoever allows half of the internet has not said where the host lies.
		if !n.IsValid() || n != n.Masked() || n.Addr().Is4In6() || n.Addr().IsMulticast() || n.Addr().IsUnspecified() ||
			n.Addr().Is4() && n.Bits() < 8 || n.Addr().Is6() && n.Bits() < 7 {
			return ErrNetwork
		}
	}
	return nil
}

func goodHost(host string) bool {
	if ip, err := netip.ParseAddr(host); err == nil {
		return ip.Zone() == "" && !ip.Is4In6() && ip.String() == host
	}
	return len(host) <= 253 && hostName.MatchString(host)
}

// Of finds the target of an address among those that are allowed, or says what is wrong with the address.
func Of(address string, allowed []Target) (Target, error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Opaque != "" || u.User != nil || u.Fragment != "" ||
		len(address) > 500 || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return Target{}, ErrURL
	}
	plain, port := u.Scheme == "http", 443
	if plain {
		port = 80
	}
	if p := u.Port(); p != "" {
		if port, err = strconv.Atoi(p); err != nil {
			return Target{}, ErrURL
		}
	}
	host := strings.ToLower(u.Hostname())
	if !goodHost(host) {
		return Target{}, ErrURL
	}
	i := slices.IndexFunc(allowed, func(t Target) bool { return t.Host == host && t.Port == port && t.Plain == plain })
	if i < 0 {
		return Target{}, ErrTarget
	}
	return allowed[i], nil
}

// special are networks that are neither private in the sense of netip.Addr nor the public internet (IANA special-purpose
// registries; RFC 6890, 6598, 2544, 5737, 6052, 3056, 4380, 3879).
var special = prefixes("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
	"203.0.113.0/24", "240.0.0.0/4", "::/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "fec0::/10",
	"3fff::/20", "5f00::/16")

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, s := range list {
		out[i] = netip.MustParsePrefix(s)
	}
	return out
}

// Allows reports whether the target may lie at an address: on the public internet, or in a network that it names. Multicast
// and the unspecified address never.
func (t Target) Allows(ip netip.Addr) bool {
	ip = ip.Unmap().WithZone("")
	if !ip.IsValid() || ip.IsUnspecified() || ip.IsMulticast() {
		return false
	}
	contains := func(n netip.Prefix) bool { return n.Contains(ip) }
	if slices.ContainsFunc(t.Networks, contains) {
		return true
	}
	return ip.IsGlobalUnicast() && !ip.IsPrivate() && !ip.IsLoopback() && !ip.IsLinkLocalUnicast() && !slices.ContainsFunc(special, contains)
}
