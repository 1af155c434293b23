package workflow

import (
	"rectify/models"
	"rectify/workflow/words"
)

// StateLabels names every state as people see it.
var StateLabels = map[State]words.Label{
	Drafted:      {ZH: "起草", EN: "drafted"},
	Submitted:    {ZH: "已报送", EN: "submitted"},
	Returned:     {ZH: "已退回", EN: "returned"},
	Consolidated: {ZH: "已汇总", EN: "consolidated"},
	Approved:     {ZH: "审议通过", EN: "approved"},
	Filed:        {ZH: "已报送备案", EN: "filed"},
	Closing:      {ZH: "申请销号", EN: "closing"},
	Closed:       {ZH: "已销号", EN: "closed"},
	Planned:      {ZH: "待启动", EN: "planned"},
	InProgress:   {ZH: "整改中", EN: "in progress"},
	Completed:    {ZH: "已完成待验收", EN: "completed"},
	Accepted:     {ZH: "通过验收", EN: "accepted"},
	Convened:     {ZH: "已召集", EN: "convened"},
	Open:         {ZH: "会议进行中", EN: "open"},
	Adjourned:    {ZH: "已闭会", EN: "adjourned"},
}

// EventLabels names every event as people see it.
var EventLabels = map[Event]words.Label{
	Create:          {ZH: "建立", EN: "create"},
	Submit:          {ZH: "报送", EN: "submit"},
	Withdraw:        {ZH: "撤回", EN: "withdraw"},
	Return:          {ZH: "退回修改", EN: "return"},
	Consolidate:     {ZH: "汇总", EN: "consolidate"},
	Release:         {ZH: "移出汇总", EN: "release"},
	Approve:         {ZH: "审议通过", EN: "approve"},
	Revise:          {ZH: "实质性修改", EN: "revise"},
	File:            {ZH: "报送备案", EN: "file"},
	RequestClose:    {ZH: "申请销号", EN: "request close-out"},
	Close:           {ZH: "准予销号", EN: "close"},
	DeclineClose:    {ZH: "不予销号", EN: "decline close-out"},
	Reopen:          {ZH: "返潮重启", EN: "reopen"},
	Compile:         {ZH: "汇总成稿", EN: "compile"},
	Amend:           {ZH: "按审阅意见修改", EN: "amend"},
	Start:           {ZH: "启动整改", EN: "start"},
	Complete:        {ZH: "报告完成", EN: "complete"},
	Accept:          {ZH: "验收通过", EN: "accept"},
	Decline:         {ZH: "验收不通过", EN: "decline"},
	Relapse:         {ZH: "返潮", EN: "relapse"},
	OpenMeeting:     {ZH: "开会", EN: "open the meeting"},
	Adjourn:         {ZH: "闭会", EN: "close the meeting"},
	Edit:            {ZH: "修改文稿", EN: "edit"},
	Assign:          {ZH: "分办", EN: "assign"},
	Sign:            {ZH: "会签", EN: "sign off"},
	Attach:          {ZH: "上传佐证材料", EN: "attach evidence"},
	Copy:            {ZH: "抄送", EN: "copy to"},
	Urge:            {ZH: "催办", EN: "urge"},
	RecordReview:    {ZH: "登记上级审阅意见", EN: "record the superior's review"},
	ConfirmDeadline: {ZH: "确认完成时限", EN: "confirm the deadline"},
	Report:          {ZH: "填报进展", EN: "report progress"},
	Attend:          {ZH: "登记出席", EN: "record attendance"},
	Recuse:          {ZH: "回避", EN: "withdraw from an item"},
	WriteOpinion:    {ZH: "提交书面意见", EN: "hand in a written opinion"},
	CastVote:        {ZH: "表决", EN: "vote"},
	Defer:           {ZH: "缓议", EN: "defer"},
	Restrict:        {ZH: "限定知悉范围", EN: "draw a circle of readers"},
	Lift:            {ZH: "解除知悉范围", EN: "lift the circle of readers"},
}

// KindLabels names every kind of subject as people see it.
var KindLabels = map[models.Kind]words.Label{
	models.KindProblem:   {ZH: "整改问题", EN: "problem"},
	models.KindMeasure:   {ZH: "整改措施", EN: "measure"},
	models.KindWeekly:    {ZH: "周报", EN: "weekly report"},
	models.KindProgress:  {ZH: "进展情况报告", EN: "progress report"},
	models.KindPlan:      {ZH: "工作方案", EN: "plan"},
	models.KindBulletin:  {ZH: "周报汇总", EN: "bulletin"},
	models.KindSituation: {ZH: "整改情况报告", EN: "situation report"},
	models.KindMeeting:   {ZH: "党组会议", EN: "Party-group meeting"},
}

// UnitKindLabels names every kind of unit as people see it.
var UnitKindLabels = map[models.UnitKind]words.Label{
	models.UnitDivision:      {ZH: "责任部门", EN: "division"},
	models.UnitAuditOffice:   {ZH: "审计办公室", EN: "audit office"},
	models.UnitGeneralOffice: {ZH: "局办公室", EN: "general office"},
	models.UnitPartyGroup:    {ZH: "党组", EN: "Party group"},
	models.UnitOutside:       {ZH: "外部配合单位", EN: "outside unit"},
}

// RoleLabels names every role as people see it.
var RoleLabels = map[models.Role]words.Label{
	models.RoleDrafter:        {ZH: "经办人", EN: "drafter"},
	models.RoleUnitHead:       {ZH: "部门负责人", EN: "unit head"},
	models.RoleLeadLeader:     {ZH: "牵头领导", EN: "lead leader"},
	models.RoleAuditOfficer:   {ZH: "审计办公室人员", EN: "audit officer"},
	models.RolePartyMember:    {ZH: "党组成员", EN: "Party-group member"},
	models.RolePartySecretary: {ZH: "党组书记", EN: "Party-group secretary"},
	models.RoleFilingClerk:    {ZH: "局办文书", EN: "filing clerk"},
	models.RoleObserver:       {ZH: "督导观察员", EN: "observer"},
	models.RoleSystemAdmin:    {ZH: "系统管理员", EN: "system administrator"},
	models.RoleSecurityAdmin:  {ZH: "安全管理员", EN: "security administrator"},
	models.RoleAuditAdmin:     {ZH: "审计管理员", EN: "audit administrator"},
}

// ProposalLabels names every state of a proposed role as people see it.
var ProposalLabels = map[models.ProposalState]words.Label{
	models.ProposalOpen:      {ZH: "待确认", EN: "proposed"},
	models.ProposalConfirmed: {ZH: "已确认", EN: "confirmed"},
	models.ProposalDeclined:  {ZH: "已否决", EN: "declined"},
	models.ProposalWithdrawn: {ZH: "已撤回", EN: "withdrawn"},
	models.ProposalExpired:   {ZH: "已过期", EN: "expired"},
}
