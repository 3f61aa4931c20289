// Package all registers every backend that this build has, for programs that let the user choose:
//
//	import _ "github.com/gemma-bench/gemma/backend/all"
package all

import (
	_ "github.com/gemma-bench/gemma/backend/cpu"
	_ "github.com/gemma-bench/gemma/backend/cpu/ref"
	_ "github.com/gemma-bench/gemma/backend/metal"
	_ "github.com/gemma-bench/gemma/backend/null"
	_ "github.com/gemma-bench/gemma/backend/opengl"
	_ "github.com/gemma-bench/gemma/backend/vulkan"
)
