package docx

// The form of GB/T 9704-2012, in twentieths of a point (twips) unless it says otherwise. 1 mm is 56.693 twips.
const (
	pageWidth, pageHeight = 11906, 16838 // A4
	marginTop             = 2098         // 37 mm
	marginBottom          = 1984         // 35 mm
	marginLeft            = 1587         // 28 mm, the binding side
	marginRight           = 1474         // 26 mm
	areaWidth             = pageWidth - marginLeft - marginRight

	// On a landscape page, which is a portrait page turned, the table's head is at the binding side.
	wideWidth = pageHeight - marginTop - marginBottom

	pitch     = 579  // 28.95 pt: 22 lines fill 225 mm
	character = 320  // 16 pt
	squeeze   = "-5" // between characters: 28 × (16 − 0.25) pt are 441 of 442 pt
	headDrop  = 1984 // 35 mm between the type area and the organ in the red head
)

// Sizes in half points, as Word has them.
const (
	sizeTitle = 44 // 二号
	sizeBody  = 32 // 三号
	sizeSmall = 28 // 四号: page number and imprint
	sizeTable = 24 // 小四
	sizeNote  = 21 // 五号
)

const red = "FF0000"

// font is a font by the name that office machines know it under.
type font struct {
	name    string
	instead string // where it is missing, in this order
	family  string
	pitch   string
}

var (
	fangsong = font{"仿宋_GB2312", "仿宋,FangSong,华文仿宋,STFangsong", "modern", "fixed"}
	kaiti    = font{"楷体_GB2312", "楷体,KaiTi,华文楷体,STKaiti", "modern", "fixed"}
	heiti    = font{"黑体", "SimHei,华文黑体,STHeiti", "modern", "fixed"}
	songti   = font{"宋体", "SimSun,华文宋体,STSong", "auto", "variable"}
	biaosong = font{"方正小标宋简体", "方正小标宋_GBK,小标宋,华文中宋,STZhongsong,宋体", "script", "fixed"}
	fonts    = []font{fangsong, kaiti, heiti, songti, biaosong}
)
