package webhook

import (
	"errors"
	"net/netip"
	"testing"
)

func TestTargetsAreExact(t *testing.T) {
	office := Target{Host: "desk.example.cn", Port: 443}
	plain := Target{Host: "desk.example.cn", Port: 8080, Plain: true}
	six := Target{Host: "2001:4860::8", Port: 8443}
	allowed := []Target{office, plain, six}
	for address, want := range map[string]Target{
		"https://desk.example.cn/hook":       office,
		"https://DESK.example.cn:443/a?b=c":  office,
		"http://desk.example.cn:8080":        plain,
		"https://[2001:4860::8]:8443/hook":   six,
		"https://desk.example.cn/%2e%2e/x#":  office,
		"https://desk.example.cn/127.0.0.1/": office,
	} {
		if got, err := Of(address, allowed); err != nil || got.Host != want.Host || got.Port != want.Port || got.Plain != want.Plain {
			t.Errorf("%s: %v, %v", address, got, err)
		}
	}
	for address, want := range map[string]error{
		"https://other.example.cn/":              ErrTarget,
		"https://desk.example.cn.evil.cn/":       ErrTarget,
		"https://evil.cn/desk.example.cn":        ErrTarget,
		"https://desk.example.cn:8443/":          ErrTarget,
		"http://desk.example.cn/":                ErrTarget, // not in the clear
		"https://desk.example.cn:8080/":          ErrTarget,
		"https://desk.example.cn@evil.cn/":       ErrURL,
		"https://user:pw@desk.example.cn/":       ErrURL,
		"https://desk.example.cn./":              ErrURL,
		"https://desk.example.cn/#x":             ErrURL,
		"https://desk.example.cn /":              ErrURL,
		"https://处室.example.cn/":                 ErrURL,
		"ftp://desk.example.cn/":                 ErrURL,
		"file:///etc/passwd":                     ErrURL,
		"gopher://desk.example.cn/":              ErrURL,
		"https:desk.example.cn":                  ErrURL,
		"//desk.example.cn/":                     ErrURL,
		"":                                       ErrURL,
		"https://":                               ErrURL,
		"https://2130706433/":                    ErrURL, // 127.0.0.1 in decimal
		"https://0x7f000001/":                    ErrURL, // hexadecimal
		"https://0177.0.0.1/":                    ErrURL, // octal
		"https://127.1/":                         ErrURL, // short
		"https://0/":                             ErrURL,
		"https://[::ffff:127.0.0.1]/":            ErrURL, // mapped
		"https://[fe80::1%25eth0]/":              ErrURL,
		"https://127.0.0.1/":                     ErrTarget,
		"https://[::1]/":                         ErrTarget,
		"https://169.254.169.254/latest/meta":    ErrTarget,
		"https://desk.example.cn:99999999999999": ErrTarget,
	} {
		if got, err := Of(address, allowed); !errors.Is(err, want) {
			t.Errorf("%s: %v, %v; want %v", address, got, err, want)
		}
	}
}

func TestWhatMayStandOnTheList(t *testing.T) {
	private := netip.MustParsePrefix("10.0.0.0/8")
	for _, good := range []Target{{Host: "a.cn", Port: 443}, {Host: "desk", Port: 80, Plain: true, Networks: []netip.Prefix{private}},
		{Host: "10.1.2.3", Port: 443, Networks: prefixes("10.1.2.3/32", "fd00::/8")}} {
		if err := good.Check(); err != nil {
			t.Errorf("%v: %v", good, err)
		}
	}
	for want, list := range map[error][]Target{
		ErrHost: {{Port: 443}, {Host: "A.cn", Port: 443}, {Host: "*.cn", Port: 443}, {Host: "2130706433", Port: 443}, {Host: "127.1", Port: 443},
			{Host: "0x7f.1", Port: 443}, {Host: "::ffff:10.0.0.1", Port: 443}, {Host: "a.cn.", Port: 443}, {Host: "a_b.cn", Port: 443}, {Host: "fe80::1%eth0", Port: 443}},
		ErrPort: {{Host: "a.cn"}, {Host: "a.cn", Port: 65536}, {Host: "a.cn", Port: -1}},
		ErrNetwork: {{Host: "a.cn", Port: 443, Networks: prefixes("0.0.0.0/0")}, {Host: "a.cn", Port: 443, Networks: prefixes("10.0.0.1/8")},
			{Host: "a.cn", Port: 443, Networks: prefixes("::/0")}, {Host: "a.cn", Port: 443, Networks: prefixes("224.0.0.0/8")},
			{Host: "a.cn", Port: 443, Networks: []netip.Prefix{{}}}, {Host: "a.cn", Port: 443, Networks: prefixes("::ffff:10.0.0.0/104")}},
	} {
		for _, bad := range list {
			if err := bad.Check(); !errors.Is(err, want) {
				t.Errorf("%v: %v, want %v", bad, err, want)
			}
		}
	}
}

// Where a name may lead: to the public internet, and to what was named.
func TestAddresses(t *testing.T) {
	public, intranet := Target{}, Target{Networks: prefixes("10.20.0.0/16", "127.0.0.1/32", "169.254.169.254/32", "224.0.0.0/24", "fd12::/16")}
	for _, c := range []struct {
		ip               string
		public, intranet bool
	}{
		{"8.8.8.8", true, true}, {"2606:4700::1111", true, true}, {"::ffff:8.8.8.8", true, true},
		{"127.0.0.1", false, true}, {"127.0.0.2", false, false}, {"::ffff:127.0.0.1", false, true}, {"::1", false, false},
		{"0.0.0.0", false, false}, {"::", false, false}, {"0.1.2.3", false, false}, {"::127.0.0.1", false, false},
		{"169.254.169.254", false, true}, {"169.254.1.1", false, false}, {"fe80::1", false, false}, {"::ffff:169.254.1.1", false, false},
		{"10.20.1.2", false, true}, {"10.21.1.2", false, false}, {"172.16.0.1", false, false}, {"192.168.1.1", false, false},
		{"fd12::1", false, true}, {"fd13::1", false, false}, {"fec0::1", false, false}, {"100.64.0.1", false, false},
		{"192.0.0.192", false, false}, {"198.18.0.1", false, false}, {"203.0.113.5", false, false}, {"240.0.0.1", false, false}, {"255.255.255.255", false, false},
		{"64:ff9b::7f00:1", false, false}, {"2002:7f00:1::", false, false}, {"2001::1", false, false}, {"2001:db8::1", false, false},
		{"224.0.0.1", false, false}, {"ff02::1", false, false},
	} {
		ip := netip.MustParseAddr(c.ip)
		if got := public.Allows(ip); got != c.public {
			t.Errorf("%s without networks: %v", c.ip, got)
		}
		if got := intranet.Allows(ip); got != c.intranet {
			t.Errorf("%s with networks: %v", c.ip, got)
		}
	}
	if public.Allows(netip.Addr{}) || public.Allows(netip.MustParseAddr("fe80::1%eth0")) {
		t.Error("no address, or one with a zone, is allowed")
	}
}
