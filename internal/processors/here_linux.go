package processors

import "os"

func here() Limits { return Linux(os.DirFS("/")) }
