package words

// Sentences about the import of a table of measures.
const (
	ImportStopped       Code = "import_stopped"
	ImportUnitUnknown   Code = "import_unit_unknown"
	ImportLeaderUnknown Code = "import_leader_unknown"
)

var _ = add(map[Code]text{
	ImportStopped:       {"表中有 {count} 处错误，未导入任何内容：{reasons}", "The table has {count} errors; nothing was imported: {reasons}"},
	ImportUnitUnknown:   {"系统中没有“{unit}”这一单位。", "There is no unit {unit}."},
	ImportLeaderUnknown: {"系统中没有可唯一对应“{leader}”的牵头领导账号，仅保留姓名。", "No single lead leader is called {leader}; only the name is kept."},
})
