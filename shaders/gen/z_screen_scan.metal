#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _97
{
    int4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 4u
#endif
constant uint _138 = SPIRV_CROSS_CONSTANT_ID_3;
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 1u
#endif
constant uint _147 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _149 = SPIRV_CROSS_CONSTANT_ID_0;

struct _166
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
};

struct _274
{
    uint _m0[1];
};

struct _534
{
    float _m0[1];
};

constant uint _578 = (_149 / 2u);

struct _619
{
    uint _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _643 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_643, 1u, 1u);

kernel void main0(constant _166& _168 [[buffer(0)]], const device _97& _99 [[buffer(2)]], const device _274& _276 [[buffer(3)]], device _534& _536 [[buffer(4)]], device _619& _621 [[buffer(5)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup uint2 _571[_149];
    do
    {
        if (((device int*)&_99._m0[0])[0u] == 0)
        {
            break;
        }
        float _113 = as_type<float>(((device int*)&_99._m0[0])[1u]);
        float _117 = as_type<float>(((device int*)&_99._m0[0])[2u]);
        float _121 = as_type<float>(((device int*)&_99._m0[0])[3u]);
        float _126 = as_type<float>(((device int*)&_99._m0[1])[0u]);
        uint2 _1004;
        _1004 = uint2(0u);
        uint _176[_147];
        int _191[_147];
        int _193[_147];
        int _195[_147];
        uint2 _1019;
        for (uint _1003 = 0u; _1003 < _138; _1004 = _1019, _1003++)
        {
            uint _152 = ((((gl_WorkGroupID.x * _138) + _1003) * _147) * _149) + gl_LocalInvocationID.x;
            for (uint _1008 = 0u; _1008 < _147; )
            {
                uint _173 = min((_152 + (_1008 * _149)), (_168._m0 - 1u));
                _176[_1008] = ((_173 / 16u) * _168._m3) + (_173 % 16u);
                _195[_1008] = 0;
                _193[_1008] = 0;
                _191[_1008] = 0;
                _1008++;
                continue;
            }
            for (uint _1009 = 0u; _1009 < _168._m4; _1009++)
            {
                uint _1027;
                if (_1009 < 16u)
                {
                    _1027 = _168._m5;
                }
                else
                {
                    _1027 = _168._m6;
                }
                uint _232 = (_1027 >> (2u * (_1009 & 15u))) & 3u;
                uint _236 = 16u + (16u * _1009);
                if (_232 != 1u)
                {
                    uint _1029;
                    _1029 = 0u;
                    for (; _1029 < 8u; _1029++)
                    {
                        uint _253 = _236 + _1029;
                        uint _261 = _253 + 8u;
                        for (uint _1041 = 0u; _1041 < _147; )
                        {
                            uint _282 = _176[_1041] + (16u * _1029);
                            uint _663 = _276._m0[_282] >> 0u;
                            uint _702 = _276._m0[_282] >> 4u;
                            _191[_1041] += (((((_99._m0[_253].x * int(_663 & 15u)) + (_99._m0[_253].y * int((_663 >> uint(8)) & 15u))) + (_99._m0[_253].z * int((_663 >> uint(16)) & 15u))) + (_99._m0[_253].w * int((_663 >> uint(24)) & 15u))) + ((((_99._m0[_261].x * int(_702 & 15u)) + (_99._m0[_261].y * int((_702 >> uint(8)) & 15u))) + (_99._m0[_261].z * int((_702 >> uint(16)) & 15u))) + (_99._m0[_261].w * int((_702 >> uint(24)) & 15u))));
                            _1041++;
                            continue;
                        }
                    }
                    for (uint _1030 = 0u; _1030 < _147; )
                    {
                        _176[_1030] += 128u;
                        _1030++;
                        continue;
                    }
                }
                if (_232 != 2u)
                {
                    uint _1031;
                    _1031 = 0u;
                    for (; _1031 < 4u; _1031++)
                    {
                        uint _343 = _236 + (4u * _1031);
                        uint _351 = _343 + 1u;
                        uint _359 = _343 + 2u;
                        uint _367 = _343 + 3u;
                        for (uint _1039 = 0u; _1039 < _147; )
                        {
                            uint _384 = _176[_1039] + (16u * _1031);
                            uint _741 = _276._m0[_384] >> 0u;
                            uint _780 = _276._m0[_384] >> 2u;
                            uint _819 = _276._m0[_384] >> 4u;
                            uint _858 = _276._m0[_384] >> 6u;
                            int _419 = ((((((_99._m0[_343].x * int(_741 & 3u)) + (_99._m0[_343].y * int((_741 >> uint(8)) & 3u))) + (_99._m0[_343].z * int((_741 >> uint(16)) & 3u))) + (_99._m0[_343].w * int((_741 >> uint(24)) & 3u))) + ((((_99._m0[_351].x * int(_780 & 3u)) + (_99._m0[_351].y * int((_780 >> uint(8)) & 3u))) + (_99._m0[_351].z * int((_780 >> uint(16)) & 3u))) + (_99._m0[_351].w * int((_780 >> uint(24)) & 3u)))) + ((((_99._m0[_359].x * int(_819 & 3u)) + (_99._m0[_359].y * int((_819 >> uint(8)) & 3u))) + (_99._m0[_359].z * int((_819 >> uint(16)) & 3u))) + (_99._m0[_359].w * int((_819 >> uint(24)) & 3u)))) + ((((_99._m0[_367].x * int(_858 & 3u)) + (_99._m0[_367].y * int((_858 >> uint(8)) & 3u))) + (_99._m0[_367].z * int((_858 >> uint(16)) & 3u))) + (_99._m0[_367].w * int((_858 >> uint(24)) & 3u)));
                            _193[_1039] += _419;
                            _1039++;
                            continue;
                        }
                    }
                    for (uint _1032 = 0u; _1032 < _147; )
                    {
                        _176[_1032] += 64u;
                        _1032++;
                        continue;
                    }
                }
            }
            uint _1010;
            _1010 = 0u;
            for (; _1010 < ((_168._m4 + 3u) / 4u); _1010++)
            {
                uint _460 = 2u + _1010;
                for (uint _1025 = 0u; _1025 < _147; )
                {
                    uint _897 = _276._m0[_176[_1025] + (16u * _1010)] >> 0u;
                    _195[_1025] += ((((_99._m0[_460].x * int(_897 & 127u)) + (_99._m0[_460].y * int((_897 >> uint(8)) & 127u))) + (_99._m0[_460].z * int((_897 >> uint(16)) & 127u))) + (_99._m0[_460].w * int((_897 >> uint(24)) & 127u)));
                    _1025++;
                    continue;
                }
            }
            _1019 = _1004;
            uint2 _1066;
            for (uint _1011 = 0u; _1011 < _147; _1019 = _1066, _1011++)
            {
                uint _507 = _152 + (_1011 * _149);
                float _521 = fma(float(_191[_1011] + (16 * _193[_1011])), _113, _117);
                uint _524 = as_type<uint>(_521);
                uint _1016;
                if ((_524 & 2147483648u) != 0u)
                {
                    _1016 = ~_524;
                }
                else
                {
                    _1016 = _524 | 2147483648u;
                }
                if (_507 < _168._m0)
                {
                    uint _540 = _168._m1 + _507;
                    _536._m0[_540] = _521 + fma(float(_195[_1011]), _121, _126);
                    uint2 _1067;
                    if (_1016 > _1019.y)
                    {
                        _1067 = uint2(_540, _1016);
                    }
                    else
                    {
                        _1067 = _1019;
                    }
                    _1066 = _1067;
                }
                else
                {
                    _1066 = _1019;
                }
            }
        }
        _571[gl_LocalInvocationID.x] = _1004;
        threadgroup_barrier(mem_flags::mem_threadgroup);
        for (uint _1005 = _578; _1005 > 0u; _1005 /= 2u)
        {
            bool _588 = gl_LocalInvocationID.x < _1005;
            bool _601;
            if (_588)
            {
                _601 = ((threadgroup uint*)&_571[gl_LocalInvocationID.x + _1005])[1u] > ((threadgroup uint*)&_571[gl_LocalInvocationID.x])[1u];
            }
            else
            {
                _601 = _588;
            }
            if (_601)
            {
                _571[gl_LocalInvocationID.x] = _571[gl_LocalInvocationID.x + _1005];
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
        }
        if (gl_LocalInvocationID.x > 0u)
        {
            break;
        }
        uint _628 = 2u * (_168._m2 + gl_WorkGroupID.x);
        _621._m0[_628] = ((threadgroup uint*)&_571[0])[0u];
        _621._m0[_628 + 1u] = ((threadgroup uint*)&_571[0])[1u];
        break;
    } while(false);
}

