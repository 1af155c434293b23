package api

import "github.com/danielgtaylor/huma/v2"

const tagSystem = "system"

// tags are the chapters of the reference, in its order.
var tags = []*huma.Tag{
	{Name: tagSystem, Description: "系统"},
}

// routes is every operation of the API, with its permission beside it.
func (s *Server) routes() {
	public := Access{Public: true}

	read(s, Route{Call: "GET /api/v1/about", ID: "get-about", Tag: tagSystem, Access: public,
		Chinese: "关于本系统", English: "What this installation is, and its time"}, s.about)
	read(s, Route{Call: "GET /healthz", ID: "get-liveness", Tag: tagSystem, Access: public,
		Chinese: "进程是否在运行", English: "Whether the process runs"}, s.live)
	read(s, Route{Call: "GET /readyz", ID: "get-readiness", Tag: tagSystem, Access: public,
		Chinese: "服务是否就绪", English: "Whether the service can work"}, s.ready)
	stream(s, Route{Call: "GET /api/v1/openapi.json", ID: "get-openapi", Tag: tagSystem, Access: public,
		Chinese: "接口描述文档（OpenAPI 3.1）", English: "This description (OpenAPI 3.1)"}, "application/openapi+json", s.openapi)

	s.echo.GET("/docs", s.docs)
	s.echo.GET("/docs/style.css", s.docsStyle)
}
