package words

// Sentences about the import of a table of measures.
const (
	ImportStopped       Code = "import_stopped"
	ImportMapping       Code = "import_mapping"
	ImportUnknownField  Code = "import_unknown_field"
	ImportUnitUnknown   Code = "import_unit_unknown"
	ImportLeaderUnknown Code = "import_leader_unknown"
)

var _ = add(map[Code]text{
	ImportStopped:       {"表中有 {count} 处错误，未导入任何内容：{reasons}", "The table has {count} errors; nothing was imported: {reasons}"},
	ImportMapping:       {"mapping 不是“栏目 → 表头文字或列号”的 JSON 对象。", "mapping is no JSON object of fields and headers or column letters."},
	ImportUnknownField:  {"没有“{field}”这一栏。", "There is no field {field}."},
	ImportUnitUnknown:   {"系统中没有“{unit}”这一单位。", "There is no unit {unit}."},
	ImportLeaderUnknown: {"系统中没有可唯一对应“{leader}”的牵头领导账号，仅保留姓名。", "No single lead leader is called {leader}; only the name is kept."},
})
