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

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 1u
#endif
constant uint _167 = SPIRV_CROSS_CONSTANT_ID_4;
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

constant uint _910 = (_470 + _89);
constant uint _911 = (_910 - 1u);
constant uint _912 = (_911 / _89);

struct _953
{
    float _m0[1];
};

struct _971
{
    float _m0[1];
};

struct _985
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _999 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_999, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _154& _156 [[buffer(2)]], const device _307& _309 [[buffer(3)]], const device _234& _236 [[buffer(4)]], const device _217& _219 [[buffer(5)]], device _255& _257 [[buffer(6)]], const device _383& _385 [[buffer(7)]], const device _367& _369 [[buffer(8)]], const device _426& _428 [[buffer(9)]], const device _412& _414 [[buffer(10)]], const device _672& _674 [[buffer(11)]], const device _658& _660 [[buffer(12)]], device _953& _955 [[buffer(13)]], device _971& _973 [[buffer(14)]], device _985& _987 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _92[_89];
    threadgroup float4 _172[_169];
    uint _811 = ((_133._m4 + _470) - 1u) / _470;
    uint _1917;
    uint _1932;
    uint _1947;
    if (gl_WorkGroupID.x >= _811)
    {
        uint _820 = gl_WorkGroupID.x - _811;
        uint _828 = ((_133._m5 + _470) - 1u) / _470;
        bool _829 = _820 >= _828;
        uint _1933;
        uint _1948;
        if (_829)
        {
            _1948 = _133._m6;
            _1933 = _820 - _828;
        }
        else
        {
            _1948 = _133._m5;
            _1933 = _820;
        }
        _1947 = _1948;
        _1932 = _1933;
        _1917 = _829 ? 2u : 1u;
    }
    else
    {
        _1947 = _133._m4;
        _1932 = gl_WorkGroupID.x;
        _1917 = 0u;
    }
    do
    {
        if (_125)
        {
            break;
        }
        uint _1040 = gl_WorkGroupID.y * _133._m3;
        float _1901;
        _1901 = 0.0;
        for (uint _1900 = gl_LocalInvocationID.x; _1900 < _133._m3; )
        {
            uint _1052 = (_1040 + _1900) / 4u;
            uint _1054 = _1900 % 4u;
            ((threadgroup float*)&_172[_1900 / 4u])[_1054] = ((device float*)&_156._m0[_1052])[_1054];
            _1901 = fma(((device float*)&_156._m0[_1052])[_1054], ((device float*)&_156._m0[_1052])[_1054], _1901);
            _1900 += _89;
            continue;
        }
        float _1906;
        if (_185)
        {
            float _1904;
            do
            {
                float _1187 = simd_sum(_1901);
                if (_79)
                {
                    _1904 = _1187;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1191 = simd_is_first();
                if (_1191)
                {
                    _92[gl_SubgroupID] = _1187;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1903;
                _1903 = _92[0];
                for (uint _1902 = 1u; _1902 < gl_NumSubgroups; )
                {
                    _1903 += _92[_1902];
                    _1902++;
                    continue;
                }
                _1904 = _1903;
                break;
            } while(false);
            float _1082 = 1.0 / sqrt((_1904 / float(_133._m3)) + _133._m8);
            float _1907;
            _1907 = 0.0;
            float _1128;
            for (uint _1905 = gl_LocalInvocationID.x; _1905 < _133._m3; _1907 = _1128, _1905 += _89)
            {
                uint _1093 = _1040 + _1905;
                uint _1097 = _1905 / 4u;
                uint _1099 = _1905 % 4u;
                float _1101 = ((threadgroup float*)&_172[_1097])[_1099];
                float _1108 = fma(_1101 * _1082, _236._m0[_1905], _219._m0[_1093]);
                ((threadgroup float*)&_172[_1097])[_1099] = _1108;
                if (gl_WorkGroupID.x == 0u)
                {
                    _257._m0[_1093] = _1108;
                }
                _1128 = fma(_1108, _1108, _1907);
            }
            _1906 = _1907;
        }
        else
        {
            _1906 = _1901;
        }
        float _1910;
        do
        {
            float _1229 = simd_sum(_1906);
            if (_79)
            {
                _1910 = _1229;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1233 = simd_is_first();
            if (_1233)
            {
                _92[gl_SubgroupID] = _1229;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1909;
            _1909 = _92[0];
            for (uint _1908 = 1u; _1908 < gl_NumSubgroups; )
            {
                _1909 += _92[_1908];
                _1908++;
                continue;
            }
            _1910 = _1909;
            break;
        } while(false);
        float _1144 = 1.0 / sqrt((_1910 / float(_133._m3)) + _133._m7);
        for (uint _1911 = gl_LocalInvocationID.x; _1911 < _133._m3; )
        {
            uint _1154 = _1911 / 4u;
            uint _1156 = _1911 % 4u;
            ((threadgroup float*)&_172[_1154])[_1156] = (((threadgroup float*)&_172[_1154])[_1156] * _1144) * _309._m0[_1911];
            _1911 += _89;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _525[_470];
    for (uint _1914 = 0u; _1914 < _470; )
    {
        _525[_1914] = 0.0;
        _1914++;
        continue;
    }
    bool _857 = _1917 == 0u;
    if (_857)
    {
        uint _861 = _1932 * _470;
        _28 _1265[_470];
        uint4 _1865;
        for (uint _1982 = gl_LocalInvocationID.x; _1982 < _133._m0; _1982 += _89)
        {
            for (uint _2046 = 0u; _2046 < _470; _2046++)
            {
                uint _1296 = min((_861 + _2046), (_1947 - 1u));
                float2 _1379 = float2(as_type<half2>(_369._m0[(_1296 * _133._m1) + (_1982 >> uint(2))]));
                float _2054;
                if ((_1982 & 2u) == 0u)
                {
                    _2054 = _1379.x;
                }
                else
                {
                    _2054 = _1379.y;
                }
                _1265[_2046] = _28{ _385._m0[(_1296 * _133._m0) + _1982], _2054, 0.0 };
            }
            uint _2047;
            _2047 = 0u;
            for (; _2047 < 4u; _2047++)
            {
                uint _1312 = (4u * _1982) + _2047;
                float4 _2050;
                do
                {
                    if (_317)
                    {
                        _2050 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1312];
                        break;
                    }
                    _2050 = _172[_1312];
                    break;
                } while(false);
                for (uint _2051 = 0u; _2051 < _470; )
                {
                    _1865 = _1265[_2051]._m0;
                    int _1427 = int(_1865[_2047]);
                    float4 _1443 = float4(float(extract_bits(_1427, uint(0), uint(8))), float(extract_bits(_1427, uint(8), uint(8))), float(extract_bits(_1427, uint(16), uint(8))), float(_1427 >> 24)) * _1265[_2051]._m1;
                    _525[_2051] = fma(_2050.w, _1443.w, fma(_2050.z, _1443.z, fma(_2050.y, _1443.y, fma(_2050.x, _1443.x, _525[_2051]))));
                    _2051++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1917 == 1u)
        {
            uint _874 = _1932 * _470;
            _28 _1446[_470];
            uint4 _1860;
            for (uint _1971 = gl_LocalInvocationID.x; _1971 < _133._m0; _1971 += _89)
            {
                for (uint _1972 = 0u; _1972 < _470; _1972++)
                {
                    uint _1477 = min((_874 + _1972), (_1947 - 1u));
                    float2 _1560 = float2(as_type<half2>(_414._m0[(_1477 * _133._m1) + (_1971 >> uint(2))]));
                    float _1980;
                    if ((_1971 & 2u) == 0u)
                    {
                        _1980 = _1560.x;
                    }
                    else
                    {
                        _1980 = _1560.y;
                    }
                    _1446[_1972] = _28{ _428._m0[(_1477 * _133._m0) + _1971], _1980, 0.0 };
                }
                uint _1973;
                _1973 = 0u;
                for (; _1973 < 4u; _1973++)
                {
                    uint _1493 = (4u * _1971) + _1973;
                    float4 _1976;
                    do
                    {
                        if (_317)
                        {
                            _1976 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1493];
                            break;
                        }
                        _1976 = _172[_1493];
                        break;
                    } while(false);
                    for (uint _1977 = 0u; _1977 < _470; )
                    {
                        _1860 = _1446[_1977]._m0;
                        int _1608 = int(_1860[_1973]);
                        float4 _1624 = float4(float(extract_bits(_1608, uint(0), uint(8))), float(extract_bits(_1608, uint(8), uint(8))), float(extract_bits(_1608, uint(16), uint(8))), float(_1608 >> 24)) * _1446[_1977]._m1;
                        _525[_1977] = fma(_1976.w, _1624.w, fma(_1976.z, _1624.z, fma(_1976.y, _1624.y, fma(_1976.x, _1624.x, _525[_1977]))));
                        _1977++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _883 = _1932 * _470;
            _28 _1627[_470];
            uint4 _1854;
            for (uint _1960 = gl_LocalInvocationID.x; _1960 < _133._m0; _1960 += _89)
            {
                for (uint _1961 = 0u; _1961 < _470; _1961++)
                {
                    uint _1658 = min((_883 + _1961), (_1947 - 1u));
                    float2 _1741 = float2(as_type<half2>(_660._m0[(_1658 * _133._m2) + (_1960 >> uint(2))]));
                    float _1969;
                    if ((_1960 & 2u) == 0u)
                    {
                        _1969 = _1741.x;
                    }
                    else
                    {
                        _1969 = _1741.y;
                    }
                    _1627[_1961] = _28{ _674._m0[(_1658 * _133._m0) + _1960], _1969, 0.0 };
                }
                uint _1962;
                _1962 = 0u;
                for (; _1962 < 4u; _1962++)
                {
                    uint _1674 = (4u * _1960) + _1962;
                    float4 _1965;
                    do
                    {
                        if (_317)
                        {
                            _1965 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1674];
                            break;
                        }
                        _1965 = _172[_1674];
                        break;
                    } while(false);
                    for (uint _1966 = 0u; _1966 < _470; )
                    {
                        _1854 = _1627[_1966]._m0;
                        int _1789 = int(_1854[_1962]);
                        float4 _1805 = float4(float(extract_bits(_1789, uint(0), uint(8))), float(extract_bits(_1789, uint(8), uint(8))), float(extract_bits(_1789, uint(16), uint(8))), float(_1789 >> 24)) * _1627[_1966]._m1;
                        _525[_1966] = fma(_1965.w, _1805.w, fma(_1965.z, _1805.z, fma(_1965.y, _1805.y, fma(_1965.x, _1805.x, _525[_1966]))));
                        _1966++;
                        continue;
                    }
                }
            }
        }
    }
    float _915[_912];
    for (uint _1983 = 0u; _1983 < _470; _1983++)
    {
        float _902 = _525[_1983];
        float _2041;
        do
        {
            float _1814 = simd_sum(_902);
            if (_79)
            {
                _2041 = _1814;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1818 = simd_is_first();
            if (_1818)
            {
                _92[gl_SubgroupID] = _1814;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _2040;
            _2040 = _92[0];
            for (uint _2039 = 1u; _2039 < gl_NumSubgroups; )
            {
                _2040 += _92[_2039];
                _2039++;
                continue;
            }
            _2041 = _2040;
            break;
        } while(false);
        if ((_1983 % _89) == gl_LocalInvocationID.x)
        {
            _915[_1983 / _89] = _2041;
        }
    }
    for (uint _1984 = 0u; _1984 < _912; _1984++)
    {
        uint _934 = (_1984 * _89) + gl_LocalInvocationID.x;
        uint _939 = (_1932 * _470) + _934;
        if ((_934 < _470) && (_939 < _1947))
        {
            if (_857)
            {
                _955._m0[(gl_WorkGroupID.y * _1947) + _939] = _915[_1984];
            }
            else
            {
                if (_1917 == 1u)
                {
                    _973._m0[(gl_WorkGroupID.y * _1947) + _939] = _915[_1984];
                }
                else
                {
                    _987._m0[(gl_WorkGroupID.y * _1947) + _939] = _915[_1984];
                }
            }
        }
    }
}

