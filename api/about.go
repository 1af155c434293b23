package api

import (
	"context"
	"time"

	"rectify/models"
	"rectify/workflow"
	"rectify/workflow/clock"
	"rectify/workflow/words"
)

type aboutAnswer struct {
	Name       string    `json:"name" doc:"程序名称"`
	Version    string    `json:"version"`
	Revision   string    `json:"revision,omitempty" doc:"源代码修订号"`
	TimeZone   string    `json:"time_zone" doc:"期限与周期所用的时区"`
	ServerTime time.Time `json:"server_time" doc:"服务器当前时间，UTC"`
	LogKey     string    `json:"log_key,omitempty" doc:"核对检查点签名的公钥（note verifier key）；以另行取得的为准"`
	OpenID     bool      `json:"openid" doc:"可经统一认证平台登录"`

	UploadBytes int64        `json:"upload_bytes" doc:"单个上传文件不超过多少字节"`
	Password    passwordForm `json:"password" doc:"自选口令的要求"`
}

// passwordForm says what a password that a person chooses must be like, before he chooses it.
type passwordForm struct {
	Min     int `json:"min" doc:"最少字符数"`
	Max     int `json:"max" doc:"最多字符数"`
	Classes int `json:"classes" doc:"大写字母、小写字母、数字、其他字符中至少包含几类；1 为不要求"`
}

// about tells a front end what it talks to, and by which clock deadlines run.
func (s *Server) about(context.Context, models.Viewer, *struct{}) (*aboutAnswer, error) {
	passwords := s.deps.Sessions.Passwords()
	return &aboutAnswer{
		Name: "rectify", Version: s.deps.Build.Version, Revision: s.deps.Build.Revision,
		TimeZone: clock.Shanghai.String(), ServerTime: s.deps.Clock.Now(), LogKey: s.deps.Engine.LogVerifier(),
		OpenID: s.deps.Sessions.HasOpenID(), UploadBytes: s.deps.Limits.Upload,
		Password: passwordForm{passwords.Min, passwords.Max, passwords.Classes},
	}, nil
}

type healthAnswer struct {
	Status string `json:"status" enum:"ok"`
}

// live says that the process runs. It touches nothing else: an orchestrator restarts what is not live.
func (s *Server) live(context.Context, models.Viewer, *struct{}) (*healthAnswer, error) {
	return &healthAnswer{"ok"}, nil
}

type readyAnswer struct {
	Status string `json:"status" enum:"ok"`
	PDF    string `json:"pdf" enum:"ready,checking,broken,absent" doc:"能否生成 PDF：absent 未安装 LibreOffice；broken 已安装但不能转换；checking 正在检查"`
}

// ready says that the service can work; the reason why not is for the log, not for the passer-by.
func (s *Server) ready(ctx context.Context, _ models.Viewer, _ *struct{}) (*readyAnswer, error) {
	if err := s.deps.Ready(ctx); err != nil {
		return nil, &workflow.Error{Class: workflow.Unavailable, Code: words.NotReady, Cause: err}
	}
	return &readyAnswer{"ok", string(s.deps.PDF.State())}, nil
}
