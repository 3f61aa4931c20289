#include <metal_stdlib>
#include <simd/simd.h>

using namespace metal;

struct _34
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
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _391 = SPIRV_CROSS_CONSTANT_ID_2;

struct _439
{
    uint2 _m0[1];
};

struct _548
{
    uint2 _m0[1];
};

struct _663
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _800 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _801 = (_800 == 1u);
constant uint _825 = (8u * _89);
constant uint _874 = (_391 + _89);
constant uint _875 = (_874 - 1u);
constant uint _876 = (_875 / _89);

struct _944
{
    float _m0[1];
};

struct _962
{
    float _m0[1];
};

struct _976
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _990 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_990, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _154& _156 [[buffer(2)]], const device _307& _309 [[buffer(3)]], const device _234& _236 [[buffer(4)]], const device _217& _219 [[buffer(5)]], device _255& _257 [[buffer(6)]], const device _439& _441 [[buffer(7)]], const device _548& _550 [[buffer(9)]], const device _663& _665 [[buffer(11)]], device _944& _946 [[buffer(13)]], device _962& _964 [[buffer(14)]], device _976& _978 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _92[_89];
    threadgroup float4 _172[_169];
    threadgroup float _828[_825];
    uint _721 = ((_133._m4 + _391) - 1u) / _391;
    uint _1818;
    uint _1833;
    uint _1848;
    if (gl_WorkGroupID.x >= _721)
    {
        uint _730 = gl_WorkGroupID.x - _721;
        uint _738 = ((_133._m5 + _391) - 1u) / _391;
        bool _739 = _730 >= _738;
        uint _1834;
        uint _1849;
        if (_739)
        {
            _1849 = _133._m6;
            _1834 = _730 - _738;
        }
        else
        {
            _1849 = _133._m5;
            _1834 = _730;
        }
        _1848 = _1849;
        _1833 = _1834;
        _1818 = _739 ? 2u : 1u;
    }
    else
    {
        _1848 = _133._m4;
        _1833 = gl_WorkGroupID.x;
        _1818 = 0u;
    }
    do
    {
        if (_125)
        {
            break;
        }
        uint _1043 = gl_WorkGroupID.y * _133._m3;
        float _1802;
        _1802 = 0.0;
        for (uint _1801 = gl_LocalInvocationID.x; _1801 < _133._m3; )
        {
            uint _1055 = (_1043 + _1801) / 4u;
            uint _1057 = _1801 % 4u;
            ((threadgroup float*)&_172[_1801 / 4u])[_1057] = ((device float*)&_156._m0[_1055])[_1057];
            _1802 = fma(((device float*)&_156._m0[_1055])[_1057], ((device float*)&_156._m0[_1055])[_1057], _1802);
            _1801 += _89;
            continue;
        }
        float _1807;
        if (_185)
        {
            float _1805;
            do
            {
                float _1190 = simd_sum(_1802);
                if (_79)
                {
                    _1805 = _1190;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1194 = simd_is_first();
                if (_1194)
                {
                    _92[gl_SubgroupID] = _1190;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1804;
                _1804 = _92[0];
                for (uint _1803 = 1u; _1803 < gl_NumSubgroups; )
                {
                    _1804 += _92[_1803];
                    _1803++;
                    continue;
                }
                _1805 = _1804;
                break;
            } while(false);
            float _1085 = 1.0 / sqrt((_1805 / float(_133._m3)) + _133._m8);
            float _1808;
            _1808 = 0.0;
            float _1131;
            for (uint _1806 = gl_LocalInvocationID.x; _1806 < _133._m3; _1808 = _1131, _1806 += _89)
            {
                uint _1096 = _1043 + _1806;
                uint _1100 = _1806 / 4u;
                uint _1102 = _1806 % 4u;
                float _1104 = ((threadgroup float*)&_172[_1100])[_1102];
                float _1111 = fma(_1104 * _1085, _236._m0[_1806], _219._m0[_1096]);
                ((threadgroup float*)&_172[_1100])[_1102] = _1111;
                if (gl_WorkGroupID.x == 0u)
                {
                    _257._m0[_1096] = _1111;
                }
                _1131 = fma(_1111, _1111, _1808);
            }
            _1807 = _1808;
        }
        else
        {
            _1807 = _1802;
        }
        float _1811;
        do
        {
            float _1232 = simd_sum(_1807);
            if (_79)
            {
                _1811 = _1232;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1236 = simd_is_first();
            if (_1236)
            {
                _92[gl_SubgroupID] = _1232;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1810;
            _1810 = _92[0];
            for (uint _1809 = 1u; _1809 < gl_NumSubgroups; )
            {
                _1810 += _92[_1809];
                _1809++;
                continue;
            }
            _1811 = _1810;
            break;
        } while(false);
        float _1147 = 1.0 / sqrt((_1811 / float(_133._m3)) + _133._m7);
        for (uint _1812 = gl_LocalInvocationID.x; _1812 < _133._m3; )
        {
            uint _1157 = _1812 / 4u;
            uint _1159 = _1812 % 4u;
            ((threadgroup float*)&_172[_1157])[_1159] = (((threadgroup float*)&_172[_1157])[_1159] * _1147) * _309._m0[_1812];
            _1812 += _89;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _454[_391];
    for (uint _1815 = 0u; _1815 < _391; )
    {
        _454[_1815] = 0.0;
        _1815++;
        continue;
    }
    bool _767 = _1818 == 0u;
    if (_767)
    {
        uint _771 = _1833 * _391;
        uint _1879;
        _1879 = gl_LocalInvocationID.x;
        _34 _1268[_391];
        for (; _1879 < _133._m0; _1879 += _89)
        {
            for (uint _1962 = 0u; _1962 < _391; )
            {
                _1268[_1962] = _34{ uint4(4u * ((min((_771 + _1962), (_1848 - 1u)) * _133._m0) + _1879)), 1.0, 0.0 };
                _1962++;
                continue;
            }
            uint _1963;
            _1963 = 0u;
            for (; _1963 < 4u; _1963++)
            {
                uint _1314 = (4u * _1879) + _1963;
                float4 _1966;
                do
                {
                    if (_317)
                    {
                        _1966 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1314];
                        break;
                    }
                    _1966 = _172[_1314];
                    break;
                } while(false);
                for (uint _1967 = 0u; _1967 < _391; )
                {
                    uint _1326 = _1268[_1967]._m0.x + _1963;
                    float2 _1407 = float2(as_type<half2>(_441._m0[_1326].x));
                    float2 _1410 = float2(as_type<half2>(_441._m0[_1326].y));
                    _454[_1967] = fma(_1966.w, _1410.y, fma(_1966.z, _1410.x, fma(_1966.y, _1407.y, fma(_1966.x, _1407.x, _454[_1967]))));
                    _1967++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1818 == 1u)
        {
            uint _784 = _1833 * _391;
            uint _1870;
            _1870 = gl_LocalInvocationID.x;
            _34 _1418[_391];
            for (; _1870 < _133._m0; _1870 += _89)
            {
                for (uint _1871 = 0u; _1871 < _391; )
                {
                    _1418[_1871] = _34{ uint4(4u * ((min((_784 + _1871), (_1848 - 1u)) * _133._m0) + _1870)), 1.0, 0.0 };
                    _1871++;
                    continue;
                }
                uint _1872;
                _1872 = 0u;
                for (; _1872 < 4u; _1872++)
                {
                    uint _1464 = (4u * _1870) + _1872;
                    float4 _1875;
                    do
                    {
                        if (_317)
                        {
                            _1875 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1464];
                            break;
                        }
                        _1875 = _172[_1464];
                        break;
                    } while(false);
                    for (uint _1876 = 0u; _1876 < _391; )
                    {
                        uint _1476 = _1418[_1876]._m0.x + _1872;
                        float2 _1557 = float2(as_type<half2>(_550._m0[_1476].x));
                        float2 _1560 = float2(as_type<half2>(_550._m0[_1476].y));
                        _454[_1876] = fma(_1875.w, _1560.y, fma(_1875.z, _1560.x, fma(_1875.y, _1557.y, fma(_1875.x, _1557.x, _454[_1876]))));
                        _1876++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _793 = _1833 * _391;
            uint _1861;
            _1861 = gl_LocalInvocationID.x;
            _34 _1568[_391];
            for (; _1861 < _133._m0; _1861 += _89)
            {
                for (uint _1862 = 0u; _1862 < _391; )
                {
                    _1568[_1862] = _34{ uint4(4u * ((min((_793 + _1862), (_1848 - 1u)) * _133._m0) + _1861)), 1.0, 0.0 };
                    _1862++;
                    continue;
                }
                uint _1863;
                _1863 = 0u;
                for (; _1863 < 4u; _1863++)
                {
                    uint _1614 = (4u * _1861) + _1863;
                    float4 _1866;
                    do
                    {
                        if (_317)
                        {
                            _1866 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1614];
                            break;
                        }
                        _1866 = _172[_1614];
                        break;
                    } while(false);
                    for (uint _1867 = 0u; _1867 < _391; )
                    {
                        uint _1626 = _1568[_1867]._m0.x + _1863;
                        float2 _1707 = float2(as_type<half2>(_665._m0[_1626].x));
                        float2 _1710 = float2(as_type<half2>(_665._m0[_1626].y));
                        _454[_1867] = fma(_1866.w, _1710.y, fma(_1866.z, _1710.x, fma(_1866.y, _1707.y, fma(_1866.x, _1707.x, _454[_1867]))));
                        _1867++;
                        continue;
                    }
                }
            }
        }
    }
    float _879[_876];
    if (_801)
    {
        uint _1888;
        _1888 = 0u;
        uint _822;
        for (; _1888 < _391; _1888 = _822)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1956;
            _1956 = _1888;
            for (;;)
            {
                _822 = _1888 + 8u;
                if (_1956 < min(_822, _391))
                {
                    _828[((_1956 - _1888) * _89) + gl_LocalInvocationID.x] = _454[_1956];
                    _1956++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _847 = ((gl_LocalInvocationID.x + _89) - (_1888 % _89)) % _89;
            if (_847 < min(8u, (_391 - _1888)))
            {
                float _1960;
                _1960 = 0.0;
                for (uint _1958 = 0u; _1958 < _89; )
                {
                    _1960 += _828[(_847 * _89) + _1958];
                    _1958++;
                    continue;
                }
                _879[_1888 / _89] = _1960;
            }
        }
    }
    else
    {
        for (uint _1880 = 0u; _1880 < _391; _1880++)
        {
            float _899 = _454[_1880];
            float _1883;
            do
            {
                float _1732 = simd_sum(_899);
                if (_79)
                {
                    _1883 = _1732;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1736 = simd_is_first();
                if (_1736)
                {
                    _92[gl_SubgroupID] = _1732;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1882;
                _1882 = _92[0];
                for (uint _1881 = 1u; _1881 < gl_NumSubgroups; )
                {
                    _1882 += _92[_1881];
                    _1881++;
                    continue;
                }
                _1883 = _1882;
                break;
            } while(false);
            if ((_1880 % _89) == gl_LocalInvocationID.x)
            {
                _879[_1880 / _89] = _1883;
            }
        }
    }
    for (uint _1889 = 0u; _1889 < _876; _1889++)
    {
        uint _925 = (_1889 * _89) + gl_LocalInvocationID.x;
        uint _930 = (_1833 * _391) + _925;
        if ((_925 < _391) && (_930 < _1848))
        {
            if (_767)
            {
                _946._m0[(gl_WorkGroupID.y * _1848) + _930] = _879[_1889];
            }
            else
            {
                if (_1818 == 1u)
                {
                    _964._m0[(gl_WorkGroupID.y * _1848) + _930] = _879[_1889];
                }
                else
                {
                    _978._m0[(gl_WorkGroupID.y * _1848) + _930] = _879[_1889];
                }
            }
        }
    }
}

