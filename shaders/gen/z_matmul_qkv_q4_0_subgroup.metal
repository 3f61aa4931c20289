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
constant uint _81 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _84 = (_81 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _94 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _129 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _130 = (_129 == 0u);

struct _136
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

struct _159
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _172 = SPIRV_CROSS_CONSTANT_ID_4;
constant uint _173 = (_172 + 3u);
constant uint _174 = (_173 / 4u);
constant bool _190 = (_129 == 2u);

struct _222
{
    float _m0[1];
};

struct _239
{
    float _m0[1];
};

struct _260
{
    float _m0[1];
};

struct _312
{
    float _m0[1];
};

constant bool _322 = (_129 == 0u);

struct _387
{
    uint _m0[1];
};

struct _404
{
    uint2 _m0[1];
};

struct _436
{
    uint _m0[1];
};

struct _450
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _497 = SPIRV_CROSS_CONSTANT_ID_2;

struct _685
{
    uint _m0[1];
};

struct _699
{
    uint2 _m0[1];
};

constant uint _939 = (_497 + _94);
constant uint _940 = (_939 - 1u);
constant uint _941 = (_940 / _94);

struct _982
{
    float _m0[1];
};

struct _1000
{
    float _m0[1];
};

struct _1014
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _1028 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_1028, 1u, 1u);

kernel void main0(constant _136& _138 [[buffer(0)]], const device _159& _161 [[buffer(2)]], const device _312& _314 [[buffer(3)]], const device _239& _241 [[buffer(4)]], const device _222& _224 [[buffer(5)]], device _260& _262 [[buffer(6)]], const device _404& _406 [[buffer(7)]], const device _387& _389 [[buffer(8)]], const device _450& _452 [[buffer(9)]], const device _436& _438 [[buffer(10)]], const device _699& _701 [[buffer(11)]], const device _685& _687 [[buffer(12)]], device _982& _984 [[buffer(13)]], device _1000& _1002 [[buffer(14)]], device _1014& _1016 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _97[_94];
    threadgroup float4 _177[_174];
    uint _840 = ((_138._m4 + _497) - 1u) / _497;
    uint _1996;
    uint _2011;
    uint _2026;
    if (gl_WorkGroupID.x >= _840)
    {
        uint _849 = gl_WorkGroupID.x - _840;
        uint _857 = ((_138._m5 + _497) - 1u) / _497;
        bool _858 = _849 >= _857;
        uint _2012;
        uint _2027;
        if (_858)
        {
            _2027 = _138._m6;
            _2012 = _849 - _857;
        }
        else
        {
            _2027 = _138._m5;
            _2012 = _849;
        }
        _2026 = _2027;
        _2011 = _2012;
        _1996 = _858 ? 2u : 1u;
    }
    else
    {
        _2026 = _138._m4;
        _2011 = gl_WorkGroupID.x;
        _1996 = 0u;
    }
    do
    {
        if (_130)
        {
            break;
        }
        uint _1069 = gl_WorkGroupID.y * _138._m3;
        float _1980;
        _1980 = 0.0;
        for (uint _1979 = gl_LocalInvocationID.x; _1979 < _138._m3; )
        {
            uint _1081 = (_1069 + _1979) / 4u;
            uint _1083 = _1979 % 4u;
            ((threadgroup float*)&_177[_1979 / 4u])[_1083] = ((device float*)&_161._m0[_1081])[_1083];
            _1980 = fma(((device float*)&_161._m0[_1081])[_1083], ((device float*)&_161._m0[_1081])[_1083], _1980);
            _1979 += _94;
            continue;
        }
        float _1985;
        if (_190)
        {
            float _1983;
            do
            {
                float _1216 = simd_sum(_1980);
                if (_84)
                {
                    _1983 = _1216;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1220 = simd_is_first();
                if (_1220)
                {
                    _97[gl_SubgroupID] = _1216;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1982;
                _1982 = _97[0];
                for (uint _1981 = 1u; _1981 < gl_NumSubgroups; )
                {
                    _1982 += _97[_1981];
                    _1981++;
                    continue;
                }
                _1983 = _1982;
                break;
            } while(false);
            float _1111 = 1.0 / sqrt((_1983 / float(_138._m3)) + _138._m8);
            float _1986;
            _1986 = 0.0;
            float _1157;
            for (uint _1984 = gl_LocalInvocationID.x; _1984 < _138._m3; _1986 = _1157, _1984 += _94)
            {
                uint _1122 = _1069 + _1984;
                uint _1126 = _1984 / 4u;
                uint _1128 = _1984 % 4u;
                float _1130 = ((threadgroup float*)&_177[_1126])[_1128];
                float _1137 = fma(_1130 * _1111, _241._m0[_1984], _224._m0[_1122]);
                ((threadgroup float*)&_177[_1126])[_1128] = _1137;
                if (gl_WorkGroupID.x == 0u)
                {
                    _262._m0[_1122] = _1137;
                }
                _1157 = fma(_1137, _1137, _1986);
            }
            _1985 = _1986;
        }
        else
        {
            _1985 = _1980;
        }
        float _1989;
        do
        {
            float _1258 = simd_sum(_1985);
            if (_84)
            {
                _1989 = _1258;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1262 = simd_is_first();
            if (_1262)
            {
                _97[gl_SubgroupID] = _1258;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1988;
            _1988 = _97[0];
            for (uint _1987 = 1u; _1987 < gl_NumSubgroups; )
            {
                _1988 += _97[_1987];
                _1987++;
                continue;
            }
            _1989 = _1988;
            break;
        } while(false);
        float _1173 = 1.0 / sqrt((_1989 / float(_138._m3)) + _138._m7);
        for (uint _1990 = gl_LocalInvocationID.x; _1990 < _138._m3; )
        {
            uint _1183 = _1990 / 4u;
            uint _1185 = _1990 % 4u;
            ((threadgroup float*)&_177[_1183])[_1185] = (((threadgroup float*)&_177[_1183])[_1185] * _1173) * _314._m0[_1990];
            _1990 += _94;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _552[_497];
    for (uint _1993 = 0u; _1993 < _497; )
    {
        _552[_1993] = 0.0;
        _1993++;
        continue;
    }
    bool _886 = _1996 == 0u;
    if (_886)
    {
        uint _890 = _2011 * _497;
        _28 _1294[_497];
        uint4 _1944;
        for (uint _2061 = gl_LocalInvocationID.x; _2061 < _138._m0; _2061 += _94)
        {
            for (uint _2125 = 0u; _2125 < _497; _2125++)
            {
                uint _1325 = min((_890 + _2125), (_2026 - 1u));
                float2 _1408 = float2(as_type<half2>(_389._m0[(_1325 * _138._m1) + (_2061 >> uint(2))]));
                float _2133;
                if ((_2061 & 2u) == 0u)
                {
                    _2133 = _1408.x;
                }
                else
                {
                    _2133 = _1408.y;
                }
                _1294[_2125] = _28{ uint4(_406._m0[(_1325 * _138._m0) + _2061], 0u, 0u), _2133, 0.0 };
            }
            uint _2126;
            _2126 = 0u;
            for (; _2126 < 4u; _2126++)
            {
                uint _1341 = (4u * _2061) + _2126;
                float4 _2129;
                do
                {
                    if (_322)
                    {
                        _2129 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1341];
                        break;
                    }
                    _2129 = _177[_1341];
                    break;
                } while(false);
                for (uint _2130 = 0u; _2130 < _497; )
                {
                    _1944 = _1294[_2130]._m0;
                    uint _1477 = _1944[_2126 >> uint(1)] >> (16u * (_2126 & 1u));
                    float4 _1465 = (float4(uint4(_1477 & 15u, (_1477 >> uint(4)) & 15u, (_1477 >> uint(8)) & 15u, (_1477 >> uint(12)) & 15u)) - float4(8.0)) * _1294[_2130]._m1;
                    _552[_2130] = fma(_2129.w, _1465.w, fma(_2129.z, _1465.z, fma(_2129.y, _1465.y, fma(_2129.x, _1465.x, _552[_2130]))));
                    _2130++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1996 == 1u)
        {
            uint _903 = _2011 * _497;
            _28 _1492[_497];
            uint4 _1939;
            for (uint _2050 = gl_LocalInvocationID.x; _2050 < _138._m0; _2050 += _94)
            {
                for (uint _2051 = 0u; _2051 < _497; _2051++)
                {
                    uint _1523 = min((_903 + _2051), (_2026 - 1u));
                    float2 _1606 = float2(as_type<half2>(_438._m0[(_1523 * _138._m1) + (_2050 >> uint(2))]));
                    float _2059;
                    if ((_2050 & 2u) == 0u)
                    {
                        _2059 = _1606.x;
                    }
                    else
                    {
                        _2059 = _1606.y;
                    }
                    _1492[_2051] = _28{ uint4(_452._m0[(_1523 * _138._m0) + _2050], 0u, 0u), _2059, 0.0 };
                }
                uint _2052;
                _2052 = 0u;
                for (; _2052 < 4u; _2052++)
                {
                    uint _1539 = (4u * _2050) + _2052;
                    float4 _2055;
                    do
                    {
                        if (_322)
                        {
                            _2055 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1539];
                            break;
                        }
                        _2055 = _177[_1539];
                        break;
                    } while(false);
                    for (uint _2056 = 0u; _2056 < _497; )
                    {
                        _1939 = _1492[_2056]._m0;
                        uint _1674 = _1939[_2052 >> uint(1)] >> (16u * (_2052 & 1u));
                        float4 _1663 = (float4(uint4(_1674 & 15u, (_1674 >> uint(4)) & 15u, (_1674 >> uint(8)) & 15u, (_1674 >> uint(12)) & 15u)) - float4(8.0)) * _1492[_2056]._m1;
                        _552[_2056] = fma(_2055.w, _1663.w, fma(_2055.z, _1663.z, fma(_2055.y, _1663.y, fma(_2055.x, _1663.x, _552[_2056]))));
                        _2056++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _912 = _2011 * _497;
            _28 _1689[_497];
            uint4 _1932;
            for (uint _2039 = gl_LocalInvocationID.x; _2039 < _138._m0; _2039 += _94)
            {
                for (uint _2040 = 0u; _2040 < _497; _2040++)
                {
                    uint _1720 = min((_912 + _2040), (_2026 - 1u));
                    float2 _1803 = float2(as_type<half2>(_687._m0[(_1720 * _138._m2) + (_2039 >> uint(2))]));
                    float _2048;
                    if ((_2039 & 2u) == 0u)
                    {
                        _2048 = _1803.x;
                    }
                    else
                    {
                        _2048 = _1803.y;
                    }
                    _1689[_2040] = _28{ uint4(_701._m0[(_1720 * _138._m0) + _2039], 0u, 0u), _2048, 0.0 };
                }
                uint _2041;
                _2041 = 0u;
                for (; _2041 < 4u; _2041++)
                {
                    uint _1736 = (4u * _2039) + _2041;
                    float4 _2044;
                    do
                    {
                        if (_322)
                        {
                            _2044 = _161._m0[(gl_WorkGroupID.y * (_138._m3 / 4u)) + _1736];
                            break;
                        }
                        _2044 = _177[_1736];
                        break;
                    } while(false);
                    for (uint _2045 = 0u; _2045 < _497; )
                    {
                        _1932 = _1689[_2045]._m0;
                        uint _1871 = _1932[_2041 >> uint(1)] >> (16u * (_2041 & 1u));
                        float4 _1860 = (float4(uint4(_1871 & 15u, (_1871 >> uint(4)) & 15u, (_1871 >> uint(8)) & 15u, (_1871 >> uint(12)) & 15u)) - float4(8.0)) * _1689[_2045]._m1;
                        _552[_2045] = fma(_2044.w, _1860.w, fma(_2044.z, _1860.z, fma(_2044.y, _1860.y, fma(_2044.x, _1860.x, _552[_2045]))));
                        _2045++;
                        continue;
                    }
                }
            }
        }
    }
    float _944[_941];
    for (uint _2062 = 0u; _2062 < _497; _2062++)
    {
        float _931 = _552[_2062];
        float _2120;
        do
        {
            float _1892 = simd_sum(_931);
            if (_84)
            {
                _2120 = _1892;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1896 = simd_is_first();
            if (_1896)
            {
                _97[gl_SubgroupID] = _1892;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2119;
            _2119 = _97[0];
            for (uint _2118 = 1u; _2118 < gl_NumSubgroups; )
            {
                _2119 += _97[_2118];
                _2118++;
                continue;
            }
            _2120 = _2119;
            break;
        } while(false);
        if ((_2062 % _94) == gl_LocalInvocationID.x)
        {
            _944[_2062 / _94] = _2120;
        }
    }
    for (uint _2063 = 0u; _2063 < _941; _2063++)
    {
        uint _963 = (_2063 * _94) + gl_LocalInvocationID.x;
        uint _968 = (_2011 * _497) + _963;
        if ((_963 < _497) && (_968 < _2026))
        {
            if (_886)
            {
                _984._m0[(gl_WorkGroupID.y * _2026) + _968] = _944[_2063];
            }
            else
            {
                if (_1996 == 1u)
                {
                    _1002._m0[(gl_WorkGroupID.y * _2026) + _968] = _944[_2063];
                }
                else
                {
                    _1016._m0[(gl_WorkGroupID.y * _2026) + _968] = _944[_2063];
                }
            }
        }
    }
}

