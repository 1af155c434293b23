package workflow

//go:generate sh -c "go run ../cmd/rectify machines --document states > ../docs/states.md.new && mv ../docs/states.md.new ../docs/states.md"
//go:generate sh -c "go run ../cmd/rectify machines --document permissions > ../docs/permissions.md.new && mv ../docs/permissions.md.new ../docs/permissions.md"
