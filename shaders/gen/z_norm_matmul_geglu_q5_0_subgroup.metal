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
constant uint _71 = SPIRV_CROSS_CONSTANT_ID_1;
constant bool _74 = (_71 == 1u);
#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 32u
#endif
constant uint _84 = SPIRV_CROSS_CONSTANT_ID_0;
#ifndef SPIRV_CROSS_CONSTANT_ID_3
#define SPIRV_CROSS_CONSTANT_ID_3 1u
#endif
constant uint _119 = SPIRV_CROSS_CONSTANT_ID_3;
constant bool _120 = (_119 == 0u);

struct _126
{
    uint _m0;
    uint _m1;
    uint _m2;
    uint _m3;
    float _m4;
    float _m5;
};

struct _149
{
    float4 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_5
#define SPIRV_CROSS_CONSTANT_ID_5 1u
#endif
constant uint _162 = SPIRV_CROSS_CONSTANT_ID_5;
constant uint _163 = (_162 + 3u);
constant uint _164 = (_163 / 4u);
constant bool _180 = (_119 == 2u);

struct _212
{
    float _m0[1];
};

struct _229
{
    float _m0[1];
};

struct _250
{
    float _m0[1];
};

struct _302
{
    float _m0[1];
};

constant bool _312 = (_119 == 0u);

struct _432
{
    uint _m0[1];
};

struct _455
{
    uint2 _m0[1];
};

struct _497
{
    uint _m0[1];
};

struct _518
{
    uint2 _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_2
#define SPIRV_CROSS_CONSTANT_ID_2 4u
#endif
constant uint _574 = SPIRV_CROSS_CONSTANT_ID_2;
#ifndef SPIRV_CROSS_CONSTANT_ID_4
#define SPIRV_CROSS_CONSTANT_ID_4 0u
#endif
constant uint _716 = SPIRV_CROSS_CONSTANT_ID_4;
constant bool _717 = (_716 == 1u);
constant uint _741 = (8u * _84);
constant uint _790 = (_574 + _84);
constant uint _791 = (_790 - 1u);
constant uint _792 = (_791 / _84);
constant bool _829 = (_716 == 1u);

struct _960
{
    float _m0[1];
};

#ifndef SPIRV_CROSS_CONSTANT_ID_0
#define SPIRV_CROSS_CONSTANT_ID_0 1u
#endif
constant uint _981 = SPIRV_CROSS_CONSTANT_ID_0;
constant uint3 gl_WorkGroupSize [[maybe_unused]] = uint3(_981, 1u, 1u);

kernel void main0(constant _126& _128 [[buffer(0)]], const device _149& _151 [[buffer(2)]], const device _302& _304 [[buffer(3)]], const device _229& _231 [[buffer(4)]], const device _212& _214 [[buffer(5)]], device _250& _252 [[buffer(6)]], const device _455& _457 [[buffer(7)]], const device _432& _434 [[buffer(8)]], const device _518& _520 [[buffer(9)]], const device _497& _499 [[buffer(10)]], device _960& _962 [[buffer(11)]], uint3 gl_LocalInvocationID [[thread_position_in_threadgroup]], uint gl_SubgroupID [[simdgroup_index_in_threadgroup]], uint gl_NumSubgroups [[simdgroups_per_threadgroup]], uint3 gl_WorkGroupID [[threadgroup_position_in_grid]])
{
    threadgroup float _87[_84];
    threadgroup float4 _167[_164];
    threadgroup float _744[_741];
    uint _575 = gl_WorkGroupID.x * _574;
    do
    {
        if (_120)
        {
            break;
        }
        uint _1022 = gl_WorkGroupID.y * _128._m2;
        float _1704;
        _1704 = 0.0;
        for (uint _1703 = gl_LocalInvocationID.x; _1703 < _128._m2; )
        {
            uint _1034 = (_1022 + _1703) / 4u;
            uint _1036 = _1703 % 4u;
            ((threadgroup float*)&_167[_1703 / 4u])[_1036] = ((device float*)&_151._m0[_1034])[_1036];
            _1704 = fma(((device float*)&_151._m0[_1034])[_1036], ((device float*)&_151._m0[_1034])[_1036], _1704);
            _1703 += _84;
            continue;
        }
        float _1709;
        if (_180)
        {
            float _1707;
            do
            {
                float _1169 = simd_sum(_1704);
                if (_74)
                {
                    _1707 = _1169;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1173 = simd_is_first();
                if (_1173)
                {
                    _87[gl_SubgroupID] = _1169;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1706;
                _1706 = _87[0];
                for (uint _1705 = 1u; _1705 < gl_NumSubgroups; )
                {
                    _1706 += _87[_1705];
                    _1705++;
                    continue;
                }
                _1707 = _1706;
                break;
            } while(false);
            float _1064 = 1.0 / sqrt((_1707 / float(_128._m2)) + _128._m5);
            float _1710;
            _1710 = 0.0;
            float _1110;
            for (uint _1708 = gl_LocalInvocationID.x; _1708 < _128._m2; _1710 = _1110, _1708 += _84)
            {
                uint _1075 = _1022 + _1708;
                uint _1079 = _1708 / 4u;
                uint _1081 = _1708 % 4u;
                float _1083 = ((threadgroup float*)&_167[_1079])[_1081];
                float _1090 = fma(_1083 * _1064, _231._m0[_1708], _214._m0[_1075]);
                ((threadgroup float*)&_167[_1079])[_1081] = _1090;
                if (gl_WorkGroupID.x == 0u)
                {
                    _252._m0[_1075] = _1090;
                }
                _1110 = fma(_1090, _1090, _1710);
            }
            _1709 = _1710;
        }
        else
        {
            _1709 = _1704;
        }
        float _1713;
        do
        {
            float _1211 = simd_sum(_1709);
            if (_74)
            {
                _1713 = _1211;
                break;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            bool _1215 = simd_is_first();
            if (_1215)
            {
                _87[gl_SubgroupID] = _1211;
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            float _1712;
            _1712 = _87[0];
            for (uint _1711 = 1u; _1711 < gl_NumSubgroups; )
            {
                _1712 += _87[_1711];
                _1711++;
                continue;
            }
            _1713 = _1712;
            break;
        } while(false);
        float _1126 = 1.0 / sqrt((_1713 / float(_128._m2)) + _128._m4);
        for (uint _1714 = gl_LocalInvocationID.x; _1714 < _128._m2; )
        {
            uint _1136 = _1714 / 4u;
            uint _1138 = _1714 % 4u;
            ((threadgroup float*)&_167[_1136])[_1138] = (((threadgroup float*)&_167[_1136])[_1138] * _1126) * _304._m0[_1714];
            _1714 += _84;
            continue;
        }
        threadgroup_barrier(mem_flags::mem_threadgroup);
        break;
    } while(false);
    float _592[_574];
    float _594[_574];
    for (uint _1717 = 0u; _1717 < _574; )
    {
        _594[_1717] = 0.0;
        _592[_1717] = 0.0;
        _1717++;
        continue;
    }
    _28 _621[_574];
    _28 _635[_574];
    uint4 _1664;
    uint4 _1668;
    for (uint _1718 = gl_LocalInvocationID.x; _1718 < _128._m0; _1718 += _84)
    {
        for (uint _1752 = 0u; _1752 < _574; _1752++)
        {
            uint _629 = min((_575 + _1752), (_128._m3 - 1u));
            uint _1262 = (_629 * _128._m1) + (3u * (_1718 >> uint(2)));
            uint _1264 = _1262 + 2u;
            float2 _1267 = float2(as_type<half2>(_434._m0[_1264]));
            uint _1272 = _1262 + ((_1718 >> uint(1)) & 1u);
            uint _1277 = 16u * (_1718 & 1u);
            uint _1284 = (_629 * _128._m0) + _1718;
            bool _1293 = (_1718 & 2u) == 0u;
            float _1760;
            if (_1293)
            {
                _1760 = _1267.x;
            }
            else
            {
                _1760 = _1267.y;
            }
            _621[_1752] = _28{ uint4(_457._m0[_1284], _434._m0[_1272] >> _1277, 0u), _1760, 0.0 };
            float2 _1321 = float2(as_type<half2>(_499._m0[_1264]));
            float _1763;
            if (_1293)
            {
                _1763 = _1321.x;
            }
            else
            {
                _1763 = _1321.y;
            }
            _635[_1752] = _28{ uint4(_520._m0[_1284], _499._m0[_1272] >> _1277, 0u), _1763, 0.0 };
        }
        uint _1753;
        _1753 = 0u;
        for (; _1753 < 4u; _1753++)
        {
            uint _663 = (4u * _1718) + _1753;
            float4 _1756;
            do
            {
                if (_312)
                {
                    _1756 = _151._m0[(gl_WorkGroupID.y * (_128._m2 / 4u)) + _663];
                    break;
                }
                _1756 = _167[_663];
                break;
            } while(false);
            for (uint _1757 = 0u; _1757 < _574; )
            {
                uint _1387 = 4u * _1753;
                uint _1388 = _621[_1757]._m0.z >> _1387;
                _1668 = _621[_1757]._m0;
                uint _1418 = _1753 >> uint(1);
                uint _1423 = 16u * (_1753 & 1u);
                uint _1424 = _1668[_1418] >> _1423;
                float4 _1413 = (float4(uint4(_1424 & 15u, (_1424 >> uint(4)) & 15u, (_1424 >> uint(8)) & 15u, (_1424 >> uint(12)) & 15u) | (uint4(_1388 & 1u, (_1388 >> uint(1)) & 1u, (_1388 >> uint(2)) & 1u, (_1388 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _621[_1757]._m1;
                _592[_1757] = fma(_1756.w, _1413.w, fma(_1756.z, _1413.z, fma(_1756.y, _1413.y, fma(_1756.x, _1413.x, _592[_1757]))));
                uint _1470 = _635[_1757]._m0.z >> _1387;
                _1664 = _635[_1757]._m0;
                uint _1506 = _1664[_1418] >> _1423;
                float4 _1495 = (float4(uint4(_1506 & 15u, (_1506 >> uint(4)) & 15u, (_1506 >> uint(8)) & 15u, (_1506 >> uint(12)) & 15u) | (uint4(_1470 & 1u, (_1470 >> uint(1)) & 1u, (_1470 >> uint(2)) & 1u, (_1470 >> uint(3)) & 1u) << uint4(int4(4)))) - float4(16.0)) * _635[_1757]._m1;
                _594[_1757] = fma(_1756.w, _1495.w, fma(_1756.z, _1495.z, fma(_1756.y, _1495.y, fma(_1756.x, _1495.x, _594[_1757]))));
                _1757++;
                continue;
            }
        }
    }
    float _795[_792];
    if (_717)
    {
        uint _1727;
        _1727 = 0u;
        uint _738;
        for (; _1727 < _574; _1727 = _738)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1746;
            _1746 = _1727;
            for (;;)
            {
                _738 = _1727 + 8u;
                if (_1746 < min(_738, _574))
                {
                    _744[((_1746 - _1727) * _84) + gl_LocalInvocationID.x] = _592[_1746];
                    _1746++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _763 = ((gl_LocalInvocationID.x + _84) - (_1727 % _84)) % _84;
            if (_763 < min(8u, (_574 - _1727)))
            {
                float _1750;
                _1750 = 0.0;
                for (uint _1748 = 0u; _1748 < _84; )
                {
                    _1750 += _744[(_763 * _84) + _1748];
                    _1748++;
                    continue;
                }
                _795[_1727 / _84] = _1750;
            }
        }
    }
    else
    {
        for (uint _1719 = 0u; _1719 < _574; _1719++)
        {
            float _815 = _592[_1719];
            float _1722;
            do
            {
                float _1558 = simd_sum(_815);
                if (_74)
                {
                    _1722 = _1558;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1562 = simd_is_first();
                if (_1562)
                {
                    _87[gl_SubgroupID] = _1558;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1721;
                _1721 = _87[0];
                for (uint _1720 = 1u; _1720 < gl_NumSubgroups; )
                {
                    _1721 += _87[_1720];
                    _1720++;
                    continue;
                }
                _1722 = _1721;
                break;
            } while(false);
            if ((_1719 % _84) == gl_LocalInvocationID.x)
            {
                _795[_1719 / _84] = _1722;
            }
        }
    }
    float _897[_792];
    if (_829)
    {
        uint _1736;
        _1736 = 0u;
        uint _849;
        for (; _1736 < _574; _1736 = _849)
        {
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _1740;
            _1740 = _1736;
            for (;;)
            {
                _849 = _1736 + 8u;
                if (_1740 < min(_849, _574))
                {
                    _744[((_1740 - _1736) * _84) + gl_LocalInvocationID.x] = _594[_1740];
                    _1740++;
                    continue;
                }
                else
                {
                    break;
                }
            }
            threadgroup_barrier(mem_flags::mem_threadgroup);
            uint _870 = ((gl_LocalInvocationID.x + _84) - (_1736 % _84)) % _84;
            if (_870 < min(8u, (_574 - _1736)))
            {
                float _1744;
                _1744 = 0.0;
                for (uint _1742 = 0u; _1742 < _84; )
                {
                    _1744 += _744[(_870 * _84) + _1742];
                    _1742++;
                    continue;
                }
                _897[_1736 / _84] = _1744;
            }
        }
    }
    else
    {
        for (uint _1728 = 0u; _1728 < _574; _1728++)
        {
            float _917 = _594[_1728];
            float _1731;
            do
            {
                float _1608 = simd_sum(_917);
                if (_74)
                {
                    _1731 = _1608;
                    break;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                bool _1612 = simd_is_first();
                if (_1612)
                {
                    _87[gl_SubgroupID] = _1608;
                }
                threadgroup_barrier(mem_flags::mem_threadgroup);
                float _1730;
                _1730 = _87[0];
                for (uint _1729 = 1u; _1729 < gl_NumSubgroups; )
                {
                    _1730 += _87[_1729];
                    _1729++;
                    continue;
                }
                _1731 = _1730;
                break;
            } while(false);
            if ((_1728 % _84) == gl_LocalInvocationID.x)
            {
                _897[_1728 / _84] = _1731;
            }
        }
    }
    for (uint _1737 = 0u; _1737 < _792; _1737++)
    {
        uint _943 = (_1737 * _84) + gl_LocalInvocationID.x;
        uint _947 = _575 + _943;
        bool _949 = _943 < _574;
        bool _956;
        if (_949)
        {
            _956 = _947 < _128._m3;
        }
        else
        {
            _956 = _949;
        }
        if (_956)
        {
            _962._m0[(gl_WorkGroupID.y * _128._m3) + _947] = (_795[_1737] / (1.0 + exp(fma((0.0447149984538555145263671875 * _795[_1737]) * _795[_1737], _795[_1737], _795[_1737]) * (-1.5957691669464111328125)))) * _897[_1737];
        }
    }
}

