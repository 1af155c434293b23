package demo

import (
	"fmt"
	"slices"
)

// TellWhere says where the results are, how to look at them, and who may sign in. When the server does not go on, it says
// how to start one on the same data; elsewhere says that the database is not the one in the folder.
func (o Options) TellWhere(dir string, elsewhere, serving bool) {
	p := func(format string, args ...any) { fmt.Fprintf(o.Out, format, args...) }
	p("\n结果在哪里\n  数据目录  %s\n", dir)
	if serving {
		o.tellServer(p)
	} else {
		flags := "--data-dir " + dir
		if elsewhere {
			flags += " --database-url 数据库地址"
		}
		p("  再次核验  go run ./cmd/rectify verify %s\n  继续使用  go run ./cmd/rectify serve %s\n", flags, flags)
	}
	p("\n演示账号（口令人人可见，仅供演示；专项代码 %s 标明本库为演示库）\n  %s%s%s\n", CampaignCode, pad("账号", 24), pad("姓名", 22), "口令")
	for _, r := range slices.Concat(cast, first) {
		p("  %s%s%s\n", pad(r.login, 24), pad(r.name, 22), Password)
	}
}

func (o Options) tellServer(p func(string, ...any)) {
	p("  网页      %s（用下面的演示账号登录）\n  接口      %s/api/v1\n  接口说明  %s/docs\n", o.URL, o.URL, o.URL)
	p("  试一试    TOKEN=$(curl -s %s/api/v1/sessions -H 'Content-Type: application/json' \\\n", o.URL)
	p("              -d '{\"login\":\"audit.head\",\"password\":\"%s\"}' | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')\n", Password)
	p("            curl -s %s/api/v1/problems -H \"Authorization: Bearer $TOKEN\"\n", o.URL)
}
