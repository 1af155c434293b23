package words

// Sentences about exports.
const (
	ExportFormat        Code = "export_format"
	ExportNeedsCampaign Code = "export_needs_campaign"
	ExportTooLarge      Code = "export_too_large"
)

var _ = add(map[Code]text{
	ExportFormat:        {"不能导出为“{format}”，可选：xlsx、csv。", "There is no format {format}; use xlsx or csv."},
	ExportNeedsCampaign: {"按附件一览表格式导出时须指定整改专项。", "The layout of the annex needs a campaign."},
	ExportTooLarge:      {"共 {count} 个问题，超过直接导出的上限 {limit} 个，请提交导出任务。", "There are {count} problems, more than the {limit} that are exported at once; ask for a job."},
})
