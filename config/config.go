// Package config is everything an operator can set: one struct that kong fills from flags, RECTIFY_* variables and the
// defaults in its tags. The commands embed it. Validate runs before anything starts: kong calls it at the end of parsing when
// the struct is the root or embedded there without a name.
package config

import (
	"cmp"
	"fmt"
	"io"
	"net/netip"
	"path/filepath"
	"time"

	"github.com/alecthomas/kong"
)

// Config holds the settings of the server and of the commands beside it. Help texts are Chinese, because operators are.
type Config struct {
	Profile Profile `enum:"standard,djbh3" default:"standard" env:"RECTIFY_PROFILE" help:"安全基线：standard 通用；djbh3 按网络安全等级保护第三级收紧口令、会话与传输要求。"`
	DataDir string  `type:"path" default:"./data" env:"RECTIFY_DATA_DIR" placeholder:"目录" help:"数据目录：内置数据库与佐证材料存放处。"`
	KeyDir  string  `type:"path" env:"RECTIFY_KEY_DIR" placeholder:"目录" help:"密钥目录：留空为数据目录下的 keys；多副本须共用同一份密钥，且不得与数据库备份放在一起。"`

	Database     Secret     `name:"database-url" env:"RECTIFY_DATABASE_URL" placeholder:"地址" help:"数据库地址：留空使用数据目录下的内置数据库；或 sqlite:文件路径；或 postgres://用户:口令@主机/库名。"`
	DatabaseFile SecretFile `name:"database-url-file" env:"RECTIFY_DATABASE_URL_FILE" placeholder:"文件" help:"从文件读取数据库地址，避免口令出现在环境变量和命令行中。"`
	DatabasePool int        `default:"16" env:"RECTIFY_DATABASE_POOL" placeholder:"个数" help:"PostgreSQL 连接池上限（内置数据库固定为 12）。"`

	Soffice string `env:"RECTIFY_SOFFICE" placeholder:"文件" help:"LibreOffice 程序 soffice 的位置，用于生成 PDF；留空时在 PATH 中查找，没有则只提供 DOCX；off 为不使用。"`

	HTTP    HTTP    `embed:""`
	Session Session `embed:"" prefix:"session-" envprefix:"RECTIFY_SESSION_"`
	Login   Login   `embed:"" prefix:"login-" envprefix:"RECTIFY_LOGIN_"`
	Limit   Limit   `embed:"" prefix:"limit-" envprefix:"RECTIFY_LIMIT_"`
	Audit   Audit   `embed:"" prefix:"audit-" envprefix:"RECTIFY_AUDIT_"`
	OpenID  OpenID  `embed:"" prefix:"oidc-" envprefix:"RECTIFY_OIDC_"`
	Log     Log     `embed:"" prefix:"log-" envprefix:"RECTIFY_LOG_"`
}

// Profile is a set of minimum requirements; Validate refuses settings below them.
type Profile string

// The profiles.
const (
	Standard Profile = "standard"
	DJBH3    Profile = "djbh3" // classified protection (GB/T 22239-2019), third level
)

// HTTP says where the server listens and whom it believes.
type HTTP struct {
	Listen         string         `default:"127.0.0.1:8080" env:"RECTIFY_LISTEN" placeholder:"地址:端口" help:"监听地址；默认只接受本机访问。"`
	TLSCert        string         `type:"path" env:"RECTIFY_TLS_CERT" placeholder:"文件" help:"TLS 证书链（PEM）；与私钥同时给出时启用 HTTPS。"`
	TLSKey         string         `type:"path" env:"RECTIFY_TLS_KEY" placeholder:"文件" help:"TLS 私钥（PEM）。"`
	AllowPlain     bool           `name:"allow-plain-http" env:"RECTIFY_ALLOW_PLAIN_HTTP" help:"允许以明文 HTTP 向其他机器提供服务（仅 standard）；仅在另有保护时使用，如容器端口只发布到本机。"`
	AllowedOrigins []string       `env:"RECTIFY_ALLOWED_ORIGINS" placeholder:"来源" help:"允许跨域访问接口的外部前端，逗号分隔，如 https://oa.example.cn；不支持通配符。"`
	TrustedProxies []netip.Prefix `env:"RECTIFY_TRUSTED_PROXIES" placeholder:"网段" help:"可信反向代理网段，逗号分隔，如 10.0.0.0/8；只采信这些地址转来的 X-Forwarded-For。"`
}

// Session bounds the life of a login.
type Session struct {
	Idle     time.Duration `default:"30m" env:"IDLE" placeholder:"时长" help:"无操作自动退出的时间。"`
	Absolute time.Duration `default:"12h" env:"ABSOLUTE" placeholder:"时长" help:"一次登录的最长有效时间。"`
	StepUp   Switch        `enum:"auto,on,off" default:"auto" env:"STEP_UP" help:"表决、会议散会（审议通过）、报送备案前 5 分钟内须再次验证身份：auto 在 djbh3 下启用；on；off（仅 standard）。"`
	TOTP     Switch        `enum:"auto,on,off" default:"auto" env:"TOTP" help:"全员须绑定验证器（动态口令）：auto 在 djbh3 下启用；on；off（仅 standard）。"`
}

// OpenID names the provider where people can sign in as well.
type OpenID struct {
	Issuer       string     `env:"ISSUER" placeholder:"地址" help:"统一认证平台（OpenID Connect）的 issuer；留空不启用。"`
	ClientID     string     `env:"CLIENT_ID" placeholder:"编号" help:"在统一认证平台登记的客户端编号。"`
	ClientSecret SecretFile `name:"client-secret-file" env:"CLIENT_SECRET_FILE" placeholder:"文件" help:"客户端密钥文件；公开客户端留空。"`
	RedirectURL  string     `env:"REDIRECT_URL" placeholder:"地址" help:"登记的回调地址：https://本系统地址/api/v1/session/oidc/callback。"`
	LoginClaim   string     `default:"preferred_username" env:"LOGIN_CLAIM" placeholder:"声明" help:"与本系统用户名对应的声明；只登录已有账号，不自动建号。"`
}

// Switch is on, off, or as the profile has it.
type Switch string

// The positions of a Switch.
const (
	Auto Switch = "auto"
	On   Switch = "on"
	Off  Switch = "off"
)

// Login slows down guessing, per account and per address.
type Login struct {
	Attempts        int           `default:"5" env:"ATTEMPTS" placeholder:"次数" help:"统计时间内同一账号登录失败多少次后锁定；所有副本合并计数。"`
	AddressAttempts int           `default:"20" env:"ADDRESS_ATTEMPTS" placeholder:"次数" help:"统计时间内同一来源地址登录失败多少次后锁定；应大于账号次数，多人共用一个出口地址时适当调高。"`
	Window          time.Duration `default:"15m" env:"WINDOW" placeholder:"时长" help:"统计登录失败次数的时间。"`
	Lock            time.Duration `default:"30m" env:"LOCK" placeholder:"时长" help:"锁定时间。"`
}

// Limit bounds what one request may cost.
type Limit struct {
	Body    Size          `default:"1MiB" env:"BODY" placeholder:"大小" help:"普通请求体上限。"`
	Upload  Size          `default:"20MiB" env:"UPLOAD" placeholder:"大小" help:"单个上传文件上限。"`
	Request time.Duration `default:"10s" env:"REQUEST" placeholder:"时长" help:"处理一个请求的最长时间。"`

	PerUser    int `default:"600" env:"PER_USER" placeholder:"次数" help:"每个用户每分钟的请求上限，各实例合并计数；0 为不限。"`
	PerAddress int `default:"1200" env:"PER_ADDRESS" placeholder:"次数" help:"每个来源地址每分钟的请求上限（整个机关可能共用一个地址）；0 为不限。"`
	Costly     int `default:"6" env:"COSTLY" placeholder:"次数" help:"每个用户每分钟导入、导出的次数上限；0 为不限。"`
	AtWork     int `default:"128" env:"AT_WORK" placeholder:"个数" help:"每个实例同时处理的请求上限；超出的等候至多 2 秒，之后答复 503。"`
}

// Audit says how long the audit log is kept. It cannot be turned off.
type Audit struct {
	Retention int `default:"200" env:"RETENTION" placeholder:"天数" help:"审计日志保存天数，不少于 200（网络安全法要求不少于六个月）；到期后由定时任务清理，清理本身也记入审计日志。"`
}

// Log says what is logged and how. Secrets, drafts and evidence never are.
type Log struct {
	Level  string `enum:"debug,info,warn,error" default:"info" env:"LEVEL" help:"日志级别：debug、info、warn、error。"`
	Format string `enum:"text,json" default:"text" env:"FORMAT" help:"日志格式：text 或 json。"`
}

// DatabaseAddress is the address for models.Open, from the variable or from its file.
func (c *Config) DatabaseAddress() string {
	return cmp.Or(c.DatabaseFile.Reveal(), c.Database.Reveal())
}

// EvidenceDir is the folder in which the bytes of evidence are kept.
func (c *Config) EvidenceDir() string { return filepath.Join(c.DataDir, "evidence") }

// KeysDir is the folder of the program's own keys, which are never in the database.
func (c *Config) KeysDir() string { return cmp.Or(c.KeyDir, filepath.Join(c.DataDir, "keys")) }

// SecretsKey is the file of the key that encrypts second factors.
func (c *Config) SecretsKey() string { return filepath.Join(c.KeysDir(), "secrets.key") }

// CheckpointKey is the file of the key that signs checkpoints.
func (c *Config) CheckpointKey() string { return filepath.Join(c.KeysDir(), "checkpoint.key") }

// JobsDir is the folder in which jobs keep their files.
func (c *Config) JobsDir() string { return filepath.Join(c.DataDir, "jobs") }

// NeedsStepUp tells whether the gravest events ask for a recent proof of who acts.
func (c *Config) NeedsStepUp() bool { return c.on(c.Session.StepUp) }

// NeedsTOTP tells whether everybody must have a second factor.
func (c *Config) NeedsTOTP() bool { return c.on(c.Session.TOTP) }

func (c *Config) on(s Switch) bool { return s == On || s == Auto && c.Profile == DJBH3 }

// TLS tells whether the server itself speaks HTTPS.
func (c *Config) TLS() bool { return c.HTTP.TLSCert != "" && c.HTTP.TLSKey != "" }

// Dump writes the settings in force as NAME=value lines, in the order of the struct. Secrets are hidden.
func (c *Config) Dump(w io.Writer) error {
	model, err := kong.New(c)
	if err != nil {
		return fmt.Errorf("config: %w", err)
	}
	for _, flag := range model.Model.Flags {
		for _, name := range flag.Envs { // --help has none
			if _, err := fmt.Fprintf(w, "%s=%v\n", name, flag.Target.Interface()); err != nil {
				return err
			}
		}
	}
	return nil
}
