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
constant uint _395 = SPIRV_CROSS_CONSTANT_ID_2;

struct _443
{
    uint2 _m0[1];
};

struct _552
{
    uint2 _m0[1];
};

struct _667
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _804 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _805 = (_804 == 1u);
constant uint _829 = (8u * _89);
constant uint _878 = (_395 + _89);
constant uint _879 = (_878 - 1u);
constant uint _880 = (_879 / _89);

struct _948
{
    float _m0[1];
};

struct _966
{
    float _m0[1];
};

struct _980
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _994 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_994, 1u, 1u);

kernel void main0(constant _131& _133 [[buffer(0)]], const device _154& _156 [[buffer(2)]], const device _307& _309 [[buffer(3)]], const device _234& _236 [[buffer(4)]], const device _217& _219 [[buffer(5)]], device _255& _257 [[buffer(6)]], const device _443& _445 [[buffer(7)]], const device _552& _554 [[buffer(9)]], const device _667& _669 [[buffer(11)]], device _948& _950 [[buffer(13)]], device _966& _968 [[buffer(14)]], device _980& _982 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _92[_89];
    threadgroup float4 _172[_169];
    threadgroup float _832[_829];
    uint _725 = ((_133._m4 + _395) - 1u) / _395;
    uint _1837;
    uint _1852;
    uint _1867;
    if (gl_WorkGroupID.x >= _725)
    {
        uint _734 = gl_WorkGroupID.x - _725;
        uint _742 = ((_133._m5 + _395) - 1u) / _395;
        bool _743 = _734 >= _742;
        uint _1853;
        uint _1868;
        if (_743)
        {
            _1868 = _133._m6;
            _1853 = _734 - _742;
        }
        else
        {
            _1868 = _133._m5;
            _1853 = _734;
        }
        _1867 = _1868;
        _1852 = _1853;
        _1837 = _743 ? 2u : 1u;
    }
    else
    {
        _1867 = _133._m4;
        _1852 = gl_WorkGroupID.x;
        _1837 = 0u;
    }
    do
    {
        if (_125)
        {
            break;
        }
        uint _1047 = gl_WorkGroupID.y * _133._m3;
        float _1821;
        _1821 = 0.0;
        for (uint _1820 = gl_LocalInvocationID.x; _1820 < _133._m3; )
        {
            uint _1059 = (_1047 + _1820) / 4u;
            uint _1061 = _1820 % 4u;
            ((threadgroup float*)&_172[_1820 / 4u])[_1061] = ((device float*)&_156._m0[_1059])[_1061];
            _1821 = fma(((device float*)&_156._m0[_1059])[_1061], ((device float*)&_156._m0[_1059])[_1061], _1821);
            _1820 += _89;
            continue;
        }
        float _1826;
        if (_185)
        {
            float _1824;
            do
            {
                float _1194 = simd_sum(_1821);
                if (_79)
                {
                    _1824 = _1194;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1198 = simd_is_first();
                if (_1198)
                {
                    _92[gl_SubgroupID] = _1194;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1823;
                _1823 = _92[0];
                for (uint _1822 = 1u; _1822 < gl_NumSubgroups; )
                {
                    _1823 += _92[_1822];
                    _1822++;
                    continue;
                }
                _1824 = _1823;
                break;
            } while(false);
            float _1089 = 1.0 / sqrt((_1824 / float(_133._m3)) + _133._m8);
            float _1827;
            _1827 = 0.0;
            float _1135;
            for (uint _1825 = gl_LocalInvocationID.x; _1825 < _133._m3; _1827 = _1135, _1825 += _89)
            {
                uint _1100 = _1047 + _1825;
                uint _1104 = _1825 / 4u;
                uint _1106 = _1825 % 4u;
                float _1108 = ((threadgroup float*)&_172[_1104])[_1106];
                float _1115 = fma(_1108 * _1089, _236._m0[_1825], _219._m0[_1100]);
                ((threadgroup float*)&_172[_1104])[_1106] = _1115;
                if (gl_WorkGroupID.x == 0u)
                {
                    _257._m0[_1100] = _1115;
                }
                _1135 = fma(_1115, _1115, _1827);
            }
            _1826 = _1827;
        }
        else
        {
            _1826 = _1821;
        }
        float _1830;
        do
        {
            float _1236 = simd_sum(_1826);
            if (_79)
            {
                _1830 = _1236;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1240 = simd_is_first();
            if (_1240)
            {
                _92[gl_SubgroupID] = _1236;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1829;
            _1829 = _92[0];
            for (uint _1828 = 1u; _1828 < gl_NumSubgroups; )
            {
                _1829 += _92[_1828];
                _1828++;
                continue;
            }
            _1830 = _1829;
            break;
        } while(false);
        float _1151 = 1.0 / sqrt((_1830 / float(_133._m3)) + _133._m7);
        for (uint _1831 = gl_LocalInvocationID.x; _1831 < _133._m3; )
        {
            uint _1161 = _1831 / 4u;
            uint _1163 = _1831 % 4u;
            ((threadgroup float*)&_172[_1161])[_1163] = (((threadgroup float*)&_172[_1161])[_1163] * _1151) * _309._m0[_1831];
            _1831 += _89;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _458[_395];
    for (uint _1834 = 0u; _1834 < _395; )
    {
        _458[_1834] = 0.0;
        _1834++;
        continue;
    }
    bool _771 = _1837 == 0u;
    if (_771)
    {
        uint _775 = _1852 * _395;
        uint _1898;
        _1898 = gl_LocalInvocationID.x;
        _34 _1272[_395];
        for (; _1898 < _133._m0; _1898 += _89)
        {
            for (uint _1981 = 0u; _1981 < _395; )
            {
                _1272[_1981] = _34{ uint4(4u * ((min((_775 + _1981), (_1867 - 1u)) * _133._m0) + _1898)), 1.0, 0.0 };
                _1981++;
                continue;
            }
            uint _1982;
            _1982 = 0u;
            for (; _1982 < 4u; _1982++)
            {
                uint _1318 = (4u * _1898) + _1982;
                float4 _1985;
                do
                {
                    if (_317)
                    {
                        _1985 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1318];
                        break;
                    }
                    _1985 = _172[_1318];
                    break;
                } while(false);
                for (uint _1986 = 0u; _1986 < _395; )
                {
                    uint _1330 = _1272[_1986]._m0.x + _1982;
                    float4 _1422 = as_type<float4>(uint4(_445._m0[_1330].x << uint(16), _445._m0[_1330].x & 4294901760u, _445._m0[_1330].y << uint(16), _445._m0[_1330].y & 4294901760u));
                    _458[_1986] = fma(_1985.w, _1422.w, fma(_1985.z, _1422.z, fma(_1985.y, _1422.y, fma(_1985.x, _1422.x, _458[_1986]))));
                    _1986++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1837 == 1u)
        {
            uint _788 = _1852 * _395;
            uint _1889;
            _1889 = gl_LocalInvocationID.x;
            _34 _1425[_395];
            for (; _1889 < _133._m0; _1889 += _89)
            {
                for (uint _1890 = 0u; _1890 < _395; )
                {
                    _1425[_1890] = _34{ uint4(4u * ((min((_788 + _1890), (_1867 - 1u)) * _133._m0) + _1889)), 1.0, 0.0 };
                    _1890++;
                    continue;
                }
                uint _1891;
                _1891 = 0u;
                for (; _1891 < 4u; _1891++)
                {
                    uint _1471 = (4u * _1889) + _1891;
                    float4 _1894;
                    do
                    {
                        if (_317)
                        {
                            _1894 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1471];
                            break;
                        }
                        _1894 = _172[_1471];
                        break;
                    } while(false);
                    for (uint _1895 = 0u; _1895 < _395; )
                    {
                        uint _1483 = _1425[_1895]._m0.x + _1891;
                        float4 _1575 = as_type<float4>(uint4(_554._m0[_1483].x << uint(16), _554._m0[_1483].x & 4294901760u, _554._m0[_1483].y << uint(16), _554._m0[_1483].y & 4294901760u));
                        _458[_1895] = fma(_1894.w, _1575.w, fma(_1894.z, _1575.z, fma(_1894.y, _1575.y, fma(_1894.x, _1575.x, _458[_1895]))));
                        _1895++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _797 = _1852 * _395;
            uint _1880;
            _1880 = gl_LocalInvocationID.x;
            _34 _1578[_395];
            for (; _1880 < _133._m0; _1880 += _89)
            {
                for (uint _1881 = 0u; _1881 < _395; )
                {
                    _1578[_1881] = _34{ uint4(4u * ((min((_797 + _1881), (_1867 - 1u)) * _133._m0) + _1880)), 1.0, 0.0 };
                    _1881++;
                    continue;
                }
                uint _1882;
                _1882 = 0u;
                for (; _1882 < 4u; _1882++)
                {
                    uint _1624 = (4u * _1880) + _1882;
                    float4 _1885;
                    do
                    {
                        if (_317)
                        {
                            _1885 = _156._m0[(gl_WorkGroupID.y * (_133._m3 / 4u)) + _1624];
                            break;
                        }
                        _1885 = _172[_1624];
                        break;
                    } while(false);
                    for (uint _1886 = 0u; _1886 < _395; )
                    {
                        uint _1636 = _1578[_1886]._m0.x + _1882;
                        float4 _1728 = as_type<float4>(uint4(_669._m0[_1636].x << uint(16), _669._m0[_1636].x & 4294901760u, _669._m0[_1636].y << uint(16), _669._m0[_1636].y & 4294901760u));
                        _458[_1886] = fma(_1885.w, _1728.w, fma(_1885.z, _1728.z, fma(_1885.y, _1728.y, fma(_1885.x, _1728.x, _458[_1886]))));
                        _1886++;
                        continue;
                    }
                }
            }
        }
    }
    float _883[_880];
    if (_805)
    {
        uint _1907;
        _1907 = 0u;
        uint _826;
        for (; _1907 < _395; _1907 = _826)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1975;
            _1975 = _1907;
            for (;;)
            {
                _826 = _1907 + 8u;
                if (_1975 < min(_826, _395))
                {
                    _832[((_1975 - _1907) * _89) + gl_LocalInvocationID.x] = _458[_1975];
                    _1975++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _851 = ((gl_LocalInvocationID.x + _89) - (_1907 % _89)) % _89;
            if (_851 < min(8u, (_395 - _1907)))
            {
                float _1979;
                _1979 = 0.0;
                for (uint _1977 = 0u; _1977 < _89; )
                {
                    _1979 += _832[(_851 * _89) + _1977];
                    _1977++;
                    continue;
                }
                _883[_1907 / _89] = _1979;
            }
        }
    }
    else
    {
        for (uint _1899 = 0u; _1899 < _395; _1899++)
        {
            float _903 = _458[_1899];
            float _1902;
            do
            {
                float _1745 = simd_sum(_903);
                if (_79)
                {
                    _1902 = _1745;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1749 = simd_is_first();
                if (_1749)
                {
                    _92[gl_SubgroupID] = _1745;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1901;
                _1901 = _92[0];
                for (uint _1900 = 1u; _1900 < gl_NumSubgroups; )
                {
                    _1901 += _92[_1900];
                    _1900++;
                    continue;
                }
                _1902 = _1901;
                break;
            } while(false);
            if ((_1899 % _89) == gl_LocalInvocationID.x)
            {
                _883[_1899 / _89] = _1902;
            }
        }
    }
    for (uint _1908 = 0u; _1908 < _880; _1908++)
    {
        uint _929 = (_1908 * _89) + gl_LocalInvocationID.x;
        uint _934 = (_1852 * _395) + _929;
        if ((_929 < _395) && (_934 < _1867))
        {
            if (_771)
            {
                _950._m0[(gl_WorkGroupID.y * _1867) + _934] = _883[_1908];
            }
            else
            {
                if (_1837 == 1u)
                {
                    _968._m0[(gl_WorkGroupID.y * _1867) + _934] = _883[_1908];
                }
                else
                {
                    _982._m0[(gl_WorkGroupID.y * _1867) + _934] = _883[_1908];
                }
            }
        }
    }
}

