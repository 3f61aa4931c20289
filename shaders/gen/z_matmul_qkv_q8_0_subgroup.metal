#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _28
{
    uint4 _m0;
    float _m1;
    float _m2;
};

#ifndef SPIRV_CROSS_CONSTANT_ID_1
#define SPIRV_CROSS_CONSTANT_ID_1 0u
#endif
constant uint _76 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _79 = (_76 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _89 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _124 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _125 = (_124 == 0u);

struct _131
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    uint _m4;
    uint _m5;
    uint _m6;
    float _m7;
    float _m8;
};

struct _154
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _167 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _168 = (_167 + 3u);
constant uint _169 = (_168 / 4u);
constant bool _185 = (_124 == 2u);

struct _217
{
    float _m0[1];
};

struct _234
{
    float _m0[1];
};

struct _255
{
    float _m0[1];
};

struct _307
{
    float _m0[1];
};

constant bool _317 = (_124 == 0u);

struct _367
{
    uint _m0[1];
};

struct _383
{
    uint4 _m0[1];
};

struct _412
{
    uint _m0[1];
};

struct _426
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _470 = SPIRV_CROSS_CONSTANT_ID_2;

struct _658
{
    uint _m0[1];
};

struct _672
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _890 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _891 = (_890 == 1u);
constant uint _915 = (8u * _89);
constant uint _964 = (_470 + _89);
constant uint _965 = (_964 - 1u);
constant uint _966 = (_965 / _89);

struct _1034
{
    float _m0[1];
};

struct _1052
{
    float _m0[1];
};

struct _1066
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1080 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1080, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _154& _156 [[buffer(2)]], const device _307& _309 [[buffer(3)]], const device _234& _236 [[buffer(4)]], const device _217& _219 [[buffer(5)]], device _255& _257 [[buffer(6)]], const device _383& _385 [[buffer(7)]], const device _367& _369 [[buffer(8)]], const device _426& _428 [[buffer(9)]], const device _412& _414 [[buffer(10)]], const device _672& _674 [[buffer(11)]], const device _658& _660 [[buffer(12)]], device _1034& _1036 [[buffer(13)]], device _1052& _1054 [[buffer(14)]], device _1066& _1068 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _92[_89];
    threadgroup float4 _172[_169];
    threadgroup float _918[_915];
    uint _811 = ((_133._m4 + _470) - 1u) / _470;
    uint _2006;
    uint _2021;
    uint _2036;
    if (gl_WorkGroupID.x >= _811)
    {
        uint _820 = gl_WorkGroupID.x - _811;
        uint _828 = ((_133._m5 + _470) - 1u) / _470;
        bool _829 = _820 >= _828;
        uint _2022;
        uint _2037;
        if (_829)
        {
            _2037 = _133._m6;
            _2022 = _820 - _828;
        }
        else
        {
            _2037 = _133._m5;
            _2022 = _820;
        }
        _2036 = _2037;
        _2021 = _2022;
        _2006 = _829 ? 2u : 1u;
    }
    else
    {
        _2036 = _133._m4;
        _2021 = gl_WorkGroupID.x;
        _2006 = 0u;
    }
    do
    {
        if (_125)
        {
            break;
        }
        uint _1121 = gl_WorkGroupID.y * _133._m3;
        float _1990;
        _1990 = 0.0;
        for (uint _1989 = gl_LocalInvocationID.x; _1989 < _133._m3; )
        {
            uint _1133 = (_1121 + _1989) / 4u;
            uint _1135 = _1989 % 4u;
            ((threadgroup float*)&_172[_1989 / 4u])[_1135] = ((device float*)&_156._m0[_1133])[_1135];
            _1990 = fma(((device float*)&_156._m0[_1133])[_1135], ((device float*)&_156._m0[_1133])[_1135], _1990);
            _1989 += _89;
            continue;
        }
        float _1995;
        if (_185)
        {
            float _1993;
            do
            {
                float _1268 = simd_sum(_1990);
                if (_79)
                {
                    _1993 = _1268;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1272 = simd_is_first();
                if (_1272)
                {
                    _92[gl_SubgroupID] = _1268;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1992;
                _1992 = _92[0];
                for (uint _1991 = 1u; _1991 < gl_NumSubgroups; )
                {
                    _1992 += _92[_1991];
                    _1991++;
                    continue;
                }
                _1993 = _1992;
                break;
            } while(false);
            float _1163 = 1.0 / sqrt((_1993 / float(_133._m3)) + _133._m8);
            float _1996;
            _1996 = 0.0;
            float _1209;
            for (uint _1994 = gl_LocalInvocationID.x; _1994 < _133._m3; _1996 = _1209, _1994 += _89)
            {
                uint _1174 = _1121 + _1994;
                uint _1178 = _1994 / 4u;
                uint _1180 = _1994 % 4u;
                float _1182 = ((threadgroup float*)&_172[_1178])[_1180];
                float _1189 = fma(_1182 * _1163, _236._m0[_1994], _219._m0[_1174]);
                ((threadgroup float*)&_172[_1178])[_1180] = _1189;
                if (gl_WorkGroupID.x == 0u)
                {
                    _257._m0[_1174] = _1189;
                }
                _1209 = fma(_1189, _1189, _1996);
            }
            _1995 = _1996;
        }
        else
        {
            _1995 = _1990;
        }
        float _1999;
        do
        {
            float _1310 = simd_sum(_1995);
            if (_79)
            {
                _1999 = _1310;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1314 = simd_is_first();
            if (_1314)
            {
                _92[gl_SubgroupID] = _1310;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1998;
            _1998 = _92[0];
            for (uint _1997 = 1u; _1997 < gl_NumSubgroups; )
            {
                _1998 += _92[_1997];
                _1997++;
                continue;
            }
            _1999 = _1998;
            break;
        } while(false);
        float _1225 = 1.0 / sqrt((_1999 / float(_133._m3)) + _133._m7);
        for (uint _2000 = gl_LocalInvocationID.x; _2000 < _133._m3; )
        {
            uint _1235 = _2000 / 4u;
            uint _1237 = _2000 % 4u;
            ((threadgroup float*)&_172[_1235])[_1237] = (((threadgroup float*)&_172[_1235])[_1237] * _1225) * _309._m0[_2000];
            _2000 += _89;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _525[_470];
    for (uint _2003 = 0u; _2003 < _470; )
    {
        _525[_2003] = 0.0;
        _2003++;
        continue;
    }
    bool _857 = _2006 == 0u;
    if (_857)
    {
        uint _861 = _2021 * _470;
        _28 _1346[_470];
        uint4 _1954;
        for (uint _2071 = gl_LocalInvocationID.x; _2071 < _133._m0; _2071 += _89)
        {
            for (uint _2160 = 0u; _2160 < _470; _2160++)
            {
                uint _1377 = min((_861 + _2160), (_2036 - 1u));
                float2 _1460 = float2(as_type<half2>(_369._m0[(_1377 * _133._m1) + (_2071 >> uint(2))]));
                float _2168;
                if ((_2071 & 2u) == 0u)
                {
                    _2168 = _1460.x;
                }
                else
                {
                    _2168 = _1460.y;
                }
                _1346[_2160] = _28{ _385._m0[(_1377 * _133._m0) + _2071], _2168, 0.0 };
            }
            uint _2161;
            _2161 = 0u;
            for (; _2161 < 4u; _2161++)
            {
                uint _1393 = (4u * _2071) + _2161;
                float4 _2164;
                do
                {
                    if (_317)
                    {
                        _2164 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1393];
                        break;
                    }
                    _2164 = _172[_1393];
                    break;
                } while(false);
                for (uint _2165 = 0u; _2165 < _470; )
                {
                    _1954 = _1346[_2165]._m0;
                    int _1508 = int(_1954[_2161]);
                    float4 _1524 = float4(float(extract_bits(_1508, uint(0), uint(8))), float(extract_bits(_1508, uint(8), uint(8))), float(extract_bits(_1508, uint(16), uint(8))), float(_1508 >> 24)) * _1346[_2165]._m1;
                    _525[_2165] = fma(_2164.w, _1524.w, fma(_2164.z, _1524.z, fma(_2164.y, _1524.y, fma(_2164.x, _1524.x, _525[_2165]))));
                    _2165++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_2006 == 1u)
        {
            uint _874 = _2021 * _470;
            _28 _1527[_470];
            uint4 _1949;
            for (uint _2060 = gl_LocalInvocationID.x; _2060 < _133._m0; _2060 += _89)
            {
                for (uint _2061 = 0u; _2061 < _470; _2061++)
                {
                    uint _1558 = min((_874 + _2061), (_2036 - 1u));
                    float2 _1641 = float2(as_type<half2>(_414._m0[(_1558 * _133._m1) + (_2060 >> uint(2))]));
                    float _2069;
                    if ((_2060 & 2u) == 0u)
                    {
                        _2069 = _1641.x;
                    }
                    else
                    {
                        _2069 = _1641.y;
                    }
                    _1527[_2061] = _28{ _428._m0[(_1558 * _133._m0) + _2060], _2069, 0.0 };
                }
                uint _2062;
                _2062 = 0u;
                for (; _2062 < 4u; _2062++)
                {
                    uint _1574 = (4u * _2060) + _2062;
                    float4 _2065;
                    do
                    {
                        if (_317)
                        {
                            _2065 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1574];
                            break;
                        }
                        _2065 = _172[_1574];
                        break;
                    } while(false);
                    for (uint _2066 = 0u; _2066 < _470; )
                    {
                        _1949 = _1527[_2066]._m0;
                        int _1689 = int(_1949[_2062]);
                        float4 _1705 = float4(float(extract_bits(_1689, uint(0), uint(8))), float(extract_bits(_1689, uint(8), uint(8))), float(extract_bits(_1689, uint(16), uint(8))), float(_1689 >> 24)) * _1527[_2066]._m1;
                        _525[_2066] = fma(_2065.w, _1705.w, fma(_2065.z, _1705.z, fma(_2065.y, _1705.y, fma(_2065.x, _1705.x, _525[_2066]))));
                        _2066++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _883 = _2021 * _470;
            _28 _1708[_470];
            uint4 _1943;
            for (uint _2049 = gl_LocalInvocationID.x; _2049 < _133._m0; _2049 += _89)
            {
                for (uint _2050 = 0u; _2050 < _470; _2050++)
                {
                    uint _1739 = min((_883 + _2050), (_2036 - 1u));
                    float2 _1822 = float2(as_type<half2>(_660._m0[(_1739 * _133._m2) + (_2049 >> uint(2))]));
                    float _2058;
                    if ((_2049 & 2u) == 0u)
                    {
                        _2058 = _1822.x;
                    }
                    else
                    {
                        _2058 = _1822.y;
                    }
                    _1708[_2050] = _28{ _674._m0[(_1739 * _133._m0) + _2049], _2058, 0.0 };
                }
                uint _2051;
                _2051 = 0u;
                for (; _2051 < 4u; _2051++)
                {
                    uint _1755 = (4u * _2049) + _2051;
                    float4 _2054;
                    do
                    {
                        if (_317)
                        {
                            _2054 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1755];
                            break;
                        }
                        _2054 = _172[_1755];
                        break;
                    } while(false);
                    for (uint _2055 = 0u; _2055 < _470; )
                    {
                        _1943 = _1708[_2055]._m0;
                        int _1870 = int(_1943[_2051]);
                        float4 _1886 = float4(float(extract_bits(_1870, uint(0), uint(8))), float(extract_bits(_1870, uint(8), uint(8))), float(extract_bits(_1870, uint(16), uint(8))), float(_1870 >> 24)) * _1708[_2055]._m1;
                        _525[_2055] = fma(_2054.w, _1886.w, fma(_2054.z, _1886.z, fma(_2054.y, _1886.y, fma(_2054.x, _1886.x, _525[_2055]))));
                        _2055++;
                        continue;
                    }
                }
            }
        }
    }
    float _969[_966];
    if (_891)
    {
        uint _2080;
        _2080 = 0u;
        uint _912;
        for (; _2080 < _470; _2080 = _912)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _2154;
            _2154 = _2080;
            for (;;)
            {
                _912 = _2080 + 8u;
                if (_2154 < min(_912, _470))
                {
                    _918[((_2154 - _2080) * _89) + gl_LocalInvocationID.x] = _525[_2154];
                    _2154++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _937 = ((gl_LocalInvocationID.x + _89) - (_2080 % _89)) % _89;
            if (_937 < min(8u, (_470 - _2080)))
            {
                float _2158;
                _2158 = 0.0;
                for (uint _2156 = 0u; _2156 < _89; )
                {
                    _2158 += _918[(_937 * _89) + _2156];
                    _2156++;
                    continue;
                }
                _969[_2080 / _89] = _2158;
            }
        }
    }
    else
    {
        for (uint _2072 = 0u; _2072 < _470; _2072++)
        {
            float _989 = _525[_2072];
            float _2075;
            do
            {
                float _1903 = simd_sum(_989);
                if (_79)
                {
                    _2075 = _1903;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1907 = simd_is_first();
                if (_1907)
                {
                    _92[gl_SubgroupID] = _1903;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _2074;
                _2074 = _92[0];
                for (uint _2073 = 1u; _2073 < gl_NumSubgroups; )
                {
                    _2074 += _92[_2073];
                    _2073++;
                    continue;
                }
                _2075 = _2074;
                break;
            } while(false);
            if ((_2072 % _89) == gl_LocalInvocationID.x)
            {
                _969[_2072 / _89] = _2075;
            }
        }
    }
    for (uint _2081 = 0u; _2081 < _966; _2081++)
    {
        uint _1015 = (_2081 * _89) + gl_LocalInvocationID.x;
        uint _1020 = (_2021 * _470) + _1015;
        if ((_1015 < _470) && (_1020 < _2036))
        {
            if (_857)
            {
                _1036._m0[(gl_WorkGroupID.y * _2036) + _1020] = _969[_2081];
            }
            else
            {
                if (_2006 == 1u)
                {
                    _1054._m0[(gl_WorkGroupID.y * _2036) + _1020] = _969[_2081];
                }
                else
                {
                    _1068._m0[(gl_WorkGroupID.y * _2036) + _1020] = _969[_2081];
                }
            }
        }
    }
}

