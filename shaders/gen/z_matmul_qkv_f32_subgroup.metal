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
constant uint _70 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _73 = (_70 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _83 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 0u
#endif
constant uint _118 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _119 = (_118 == 0u);

struct _125
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

struct _148
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _161 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _162 = (_161 + 3u);
constant uint _163 = (_162 / 4u);
constant bool _179 = (_118 == 2u);

struct _211
{
    float _m0[1];
};

struct _228
{
    float _m0[1];
};

struct _249
{
    float _m0[1];
};

struct _301
{
    float _m0[1];
};

constant bool _311 = (_118 == 0u);
#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _371 = SPIRV_CROSS_CONSTANT_ID_2;

struct _419
{
    uint4 _m0[1];
};

struct _527
{
    uint4 _m0[1];
};

struct _641
{
    uint4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _777 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _778 = (_777 == 1u);
constant uint _802 = (8u * _83);
constant uint _851 = (_371 + _83);
constant uint _852 = (_851 - 1u);
constant uint _853 = (_852 / _83);

struct _921
{
    float _m0[1];
};

struct _939
{
    float _m0[1];
};

struct _953
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _967 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_967, 1u, 1u);

kernel void main0(constant _125& _127 [[buffer(0)]], const device _148& _150 [[buffer(2)]], const device _301& _303 [[buffer(3)]], const device _228& _230 [[buffer(4)]], const device _211& _213 [[buffer(5)]], device _249& _251 [[buffer(6)]], const device _419& _421 [[buffer(7)]], const device _527& _529 [[buffer(9)]], const device _641& _643 [[buffer(11)]], device _921& _923 [[buffer(13)]], device _939& _941 [[buffer(14)]], device _953& _955 [[buffer(15)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _86[_83];
    threadgroup float4 _166[_163];
    threadgroup float _805[_802];
    uint _698 = ((_127._m4 + _371) - 1u) / _371;
    uint _1747;
    uint _1762;
    uint _1777;
    if (gl_WorkGroupID.x >= _698)
    {
        uint _707 = gl_WorkGroupID.x - _698;
        uint _715 = ((_127._m5 + _371) - 1u) / _371;
        bool _716 = _707 >= _715;
        uint _1763;
        uint _1778;
        if (_716)
        {
            _1778 = _127._m6;
            _1763 = _707 - _715;
        }
        else
        {
            _1778 = _127._m5;
            _1763 = _707;
        }
        _1777 = _1778;
        _1762 = _1763;
        _1747 = _716 ? 2u : 1u;
    }
    else
    {
        _1777 = _127._m4;
        _1762 = gl_WorkGroupID.x;
        _1747 = 0u;
    }
    do
    {
        if (_119)
        {
            break;
        }
        uint _1020 = gl_WorkGroupID.y * _127._m3;
        float _1731;
        _1731 = 0.0;
        for (uint _1730 = gl_LocalInvocationID.x; _1730 < _127._m3; )
        {
            uint _1032 = (_1020 + _1730) / 4u;
            uint _1034 = _1730 % 4u;
            ((threadgroup float*)&_166[_1730 / 4u])[_1034] = ((device float*)&_150._m0[_1032])[_1034];
            _1731 = fma(((device float*)&_150._m0[_1032])[_1034], ((device float*)&_150._m0[_1032])[_1034], _1731);
            _1730 += _83;
            continue;
        }
        float _1736;
        if (_179)
        {
            float _1734;
            do
            {
                float _1167 = simd_sum(_1731);
                if (_73)
                {
                    _1734 = _1167;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1171 = simd_is_first();
                if (_1171)
                {
                    _86[gl_SubgroupID] = _1167;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1733;
                _1733 = _86[0];
                for (uint _1732 = 1u; _1732 < gl_NumSubgroups; )
                {
                    _1733 += _86[_1732];
                    _1732++;
                    continue;
                }
                _1734 = _1733;
                break;
            } while(false);
            float _1062 = 1.0 / sqrt((_1734 / float(_127._m3)) + _127._m8);
            float _1737;
            _1737 = 0.0;
            float _1108;
            for (uint _1735 = gl_LocalInvocationID.x; _1735 < _127._m3; _1737 = _1108, _1735 += _83)
            {
                uint _1073 = _1020 + _1735;
                uint _1077 = _1735 / 4u;
                uint _1079 = _1735 % 4u;
                float _1081 = ((threadgroup float*)&_166[_1077])[_1079];
                float _1088 = fma(_1081 * _1062, _230._m0[_1735], _213._m0[_1073]);
                ((threadgroup float*)&_166[_1077])[_1079] = _1088;
                if (gl_WorkGroupID.x == 0u)
                {
                    _251._m0[_1073] = _1088;
                }
                _1108 = fma(_1088, _1088, _1737);
            }
            _1736 = _1737;
        }
        else
        {
            _1736 = _1731;
        }
        float _1740;
        do
        {
            float _1209 = simd_sum(_1736);
            if (_73)
            {
                _1740 = _1209;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1213 = simd_is_first();
            if (_1213)
            {
                _86[gl_SubgroupID] = _1209;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1739;
            _1739 = _86[0];
            for (uint _1738 = 1u; _1738 < gl_NumSubgroups; )
            {
                _1739 += _86[_1738];
                _1738++;
                continue;
            }
            _1740 = _1739;
            break;
        } while(false);
        float _1124 = 1.0 / sqrt((_1740 / float(_127._m3)) + _127._m7);
        for (uint _1741 = gl_LocalInvocationID.x; _1741 < _127._m3; )
        {
            uint _1134 = _1741 / 4u;
            uint _1136 = _1741 % 4u;
            ((threadgroup float*)&_166[_1134])[_1136] = (((threadgroup float*)&_166[_1134])[_1136] * _1124) * _303._m0[_1741];
            _1741 += _83;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _433[_371];
    for (uint _1744 = 0u; _1744 < _371; )
    {
        _433[_1744] = 0.0;
        _1744++;
        continue;
    }
    bool _744 = _1747 == 0u;
    if (_744)
    {
        uint _748 = _1762 * _371;
        uint _1808;
        _1808 = gl_LocalInvocationID.x;
        _28 _1245[_371];
        for (; _1808 < _127._m0; _1808 += _83)
        {
            for (uint _1891 = 0u; _1891 < _371; )
            {
                _1245[_1891] = _28{ uint4(4u * ((min((_748 + _1891), (_1777 - 1u)) * _127._m0) + _1808)), 1.0, 0.0 };
                _1891++;
                continue;
            }
            uint _1892;
            _1892 = 0u;
            for (; _1892 < 4u; _1892++)
            {
                uint _1290 = (4u * _1808) + _1892;
                float4 _1895;
                do
                {
                    if (_311)
                    {
                        _1895 = _150._m0[(gl_WorkGroupID.y * (_127._m3 / 4u)) + _1290];
                        break;
                    }
                    _1895 = _166[_1290];
                    break;
                } while(false);
                for (uint _1896 = 0u; _1896 < _371; )
                {
                    float4 _1305 = as_type<float4>(_421._m0[_1245[_1896]._m0.x + _1892]);
                    _433[_1896] = fma(_1895.w, _1305.w, fma(_1895.z, _1305.z, fma(_1895.y, _1305.y, fma(_1895.x, _1305.x, _433[_1896]))));
                    _1896++;
                    continue;
                }
            }
        }
    }
    else
    {
        if (_1747 == 1u)
        {
            uint _761 = _1762 * _371;
            uint _1799;
            _1799 = gl_LocalInvocationID.x;
            _28 _1381[_371];
            for (; _1799 < _127._m0; _1799 += _83)
            {
                for (uint _1800 = 0u; _1800 < _371; )
                {
                    _1381[_1800] = _28{ uint4(4u * ((min((_761 + _1800), (_1777 - 1u)) * _127._m0) + _1799)), 1.0, 0.0 };
                    _1800++;
                    continue;
                }
                uint _1801;
                _1801 = 0u;
                for (; _1801 < 4u; _1801++)
                {
                    uint _1426 = (4u * _1799) + _1801;
                    float4 _1804;
                    do
                    {
                        if (_311)
                        {
                            _1804 = _150._m0[(gl_WorkGroupID.y * (_127._m3 / 4u)) + _1426];
                            break;
                        }
                        _1804 = _166[_1426];
                        break;
                    } while(false);
                    for (uint _1805 = 0u; _1805 < _371; )
                    {
                        float4 _1441 = as_type<float4>(_529._m0[_1381[_1805]._m0.x + _1801]);
                        _433[_1805] = fma(_1804.w, _1441.w, fma(_1804.z, _1441.z, fma(_1804.y, _1441.y, fma(_1804.x, _1441.x, _433[_1805]))));
                        _1805++;
                        continue;
                    }
                }
            }
        }
        else
        {
            uint _770 = _1762 * _371;
            uint _1790;
            _1790 = gl_LocalInvocationID.x;
            _28 _1517[_371];
            for (; _1790 < _127._m0; _1790 += _83)
            {
                for (uint _1791 = 0u; _1791 < _371; )
                {
                    _1517[_1791] = _28{ uint4(4u * ((min((_770 + _1791), (_1777 - 1u)) * _127._m0) + _1790)), 1.0, 0.0 };
                    _1791++;
                    continue;
                }
                uint _1792;
                _1792 = 0u;
                for (; _1792 < 4u; _1792++)
                {
                    uint _1562 = (4u * _1790) + _1792;
                    float4 _1795;
                    do
                    {
                        if (_311)
                        {
                            _1795 = _150._m0[(gl_WorkGroupID.y * (_127._m3 / 4u)) + _1562];
                            break;
                        }
                        _1795 = _166[_1562];
                        break;
                    } while(false);
                    for (uint _1796 = 0u; _1796 < _371; )
                    {
                        float4 _1577 = as_type<float4>(_643._m0[_1517[_1796]._m0.x + _1792]);
                        _433[_1796] = fma(_1795.w, _1577.w, fma(_1795.z, _1577.z, fma(_1795.y, _1577.y, fma(_1795.x, _1577.x, _433[_1796]))));
                        _1796++;
                        continue;
                    }
                }
            }
        }
    }
    float _856[_853];
    if (_778)
    {
        uint _1817;
        _1817 = 0u;
        uint _799;
        for (; _1817 < _371; _1817 = _799)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1885;
            _1885 = _1817;
            for (;;)
            {
                _799 = _1817 + 8u;
                if (_1885 < min(_799, _371))
                {
                    _805[((_1885 - _1817) * _83) + gl_LocalInvocationID.x] = _433[_1885];
                    _1885++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _824 = ((gl_LocalInvocationID.x + _83) - (_1817 % _83)) % _83;
            if (_824 < min(8u, (_371 - _1817)))
            {
                float _1889;
                _1889 = 0.0;
                for (uint _1887 = 0u; _1887 < _83; )
                {
                    _1889 += _805[(_824 * _83) + _1887];
                    _1887++;
                    continue;
                }
                _856[_1817 / _83] = _1889;
            }
        }
    }
    else
    {
        for (uint _1809 = 0u; _1809 < _371; _1809++)
        {
            float _876 = _433[_1809];
            float _1812;
            do
            {
                float _1667 = simd_sum(_876);
                if (_73)
                {
                    _1812 = _1667;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1671 = simd_is_first();
                if (_1671)
                {
                    _86[gl_SubgroupID] = _1667;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1811;
                _1811 = _86[0];
                for (uint _1810 = 1u; _1810 < gl_NumSubgroups; )
                {
                    _1811 += _86[_1810];
                    _1810++;
                    continue;
                }
                _1812 = _1811;
                break;
            } while(false);
            if ((_1809 % _83) == gl_LocalInvocationID.x)
            {
                _856[_1809 / _83] = _1812;
            }
        }
    }
    for (uint _1818 = 0u; _1818 < _853; _1818++)
    {
        uint _902 = (_1818 * _83) + gl_LocalInvocationID.x;
        uint _907 = (_1762 * _371) + _902;
        if ((_902 < _371) && (_907 < _1777))
        {
            if (_744)
            {
                _923._m0[(gl_WorkGroupID.y * _1777) + _907] = _856[_1818];
            }
            else
            {
                if (_1747 == 1u)
                {
                    _941._m0[(gl_WorkGroupID.y * _1777) + _907] = _856[_1818];
                }
                else
                {
                    _955._m0[(gl_WorkGroupID.y * _1777) + _907] = _856[_1818];
                }
            }
        }
    }
}

