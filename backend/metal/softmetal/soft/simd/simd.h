// Metal's vector types are in metal_stdlib here.
